import type { Alert } from '../../../../../../shared/alerts/schema.ts'
import { filled, givenIn, type Typed, valueIn } from '../../shell/form.ts'
import { begunRows, closedRows, isFilled, type Row, rowsOf, typedRows } from '../../shell/rows.ts'

type Content = Alert['content']

/** What single classes are asked to do stands under the text of its language, and names it by its number. */
const wordingRows = (typed: Typed) => rowsOf(typed, 'wordings')

const isWorded = ({ fields }: Row) => givenIn(fields, 'instruction') !== undefined
const isChosen = ({ fields }: Row) => givenIn(fields, 'class') !== undefined

/** A text is one as soon as something is written in it, or worded for somebody under it. */
const isText = (typed: Typed) => {
  const worded = wordingRows(typed).filter(isWorded)
  return (row: Row) =>
    isFilled(row, ['language']) || worded.some(({ fields }) => valueIn(fields, 'text') === String(row.at))
}

const fieldsOfText = [
  'language',
  'headline',
  'description',
  'instruction',
  'unknown',
  'changes',
  'translatedBy',
  'reviewedBy',
] as const

export const textsIn = (typed: Typed) =>
  rowsOf(typed, 'texts')
    .filter(isText(typed))
    .map(({ fields }) =>
      filled(
        Object.fromEntries(fieldsOfText.map((name) => [name, givenIn(fields, name)])) as Record<
          (typeof fieldsOfText)[number],
          string | undefined
        >,
      ),
    )

export const wordingsIn = (typed: Typed) =>
  wordingRows(typed)
    .filter(isWorded)
    .map(({ fields }) =>
      filled({
        class: givenIn(fields, 'class'),
        language: givenIn(typed, `texts.${valueIn(fields, 'text')}.language`),
        instruction: givenIn(fields, 'instruction'),
      }),
    )

/** Both with their rows closed up, each wording still under its text. */
export const closedTexts = (typed: Typed): Typed => {
  const texts = closedRows(rowsOf(typed, 'texts'), isText(typed), (row) => isFilled(row))
  const placeOf = ({ fields }: Row) => texts.findIndex(({ at }) => String(at) === valueIn(fields, 'text'))
  const wordings = closedRows(wordingRows(typed), isWorded, isChosen)
  return {
    ...typedRows(
      'texts',
      texts.map(({ fields }) => fields),
    ),
    ...typedRows(
      'wordings',
      wordings.map((row) => ({ ...row.fields, text: [String(Math.max(0, placeOf(row)))] })),
    ),
  }
}

export const typedTexts = (texts: Content['texts']): Typed => begunRows('texts', texts)

export const typedWordings = ({ texts, wordings = [] }: Pick<Content, 'texts' | 'wordings'>): Typed =>
  begunRows(
    'wordings',
    wordings.map(({ language, ...wording }) => ({
      ...wording,
      text: texts.findIndex((text) => text.language === language),
    })),
  )
