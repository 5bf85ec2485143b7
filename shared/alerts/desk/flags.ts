import type { Alert } from '../schema.ts'

type Content = Pick<Alert['content'], 'texts' | 'recommendations' | 'basis' | 'wordings'>

/** What an author should look at before submission; none of it stops an alert. */
export interface Flag {
  readonly kind: 'long' | 'untranslated' | 'markup'
  readonly pointer: string
  readonly detail: string
}

/** Characters that fill a printed line at the least, and lines of facts, marks and links together. */
const line = 80

/** What two pages hold, of A4 or Letter, beside all that is not the author's; a test prints it. */
export const twoPages = 6000

const printedLength = (text = '') =>
  text.split('\n').reduce((sum, { length }) => sum + Math.max(line, length), 0)

/** How much paper a text takes, with what every reader gets beside it. */
export const paperOf = (
  { headline, description, instruction, unknown, changes }: Content['texts'][number],
  { recommendations, basis }: Omit<Content, 'texts' | 'wordings'>,
) => {
  const beside = [
    ...recommendations.map(({ addressee, action }) => `${addressee} ${action}`),
    ...(basis?.references ?? []).map(({ title, url }) => `${title} ${url}`),
  ]
  const own = [headline, description, instruction, unknown, changes].filter((part) => part !== undefined)
  return [...own, ...beside].reduce((sum, part) => sum + printedLength(part), 0)
}

const markup = /<\/?[a-z][^<>]*>|&(#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,30});/i

/** Whether a text looks as if it were written for a browser. */
export const hasMarkup = (said: string) => markup.test(said)

const same = (a: Content['texts'][number], b: Content['texts'][number]) =>
  a.headline === b.headline || a.description === b.description

/** Which earlier text says the same under the name of another language. */
const repeated = (texts: Content['texts'], at: number) =>
  texts.slice(0, at).find((earlier) => same(earlier, texts[at]!))?.language

const asMarkup = { kind: 'markup', detail: 'looks like markup, which readers see as it stands' } as const

export const flagsOf = ({ texts, wordings = [], ...beside }: Content): Flag[] => [
  ...texts.flatMap((text, at) => {
    const original = repeated(texts, at)
    const parts = Object.entries(text).filter(([name, said]) => name !== 'language' && hasMarkup(said ?? ''))
    return [
      ...(paperOf(text, beside) > twoPages
        ? [{ kind: 'long' as const, pointer: `#/texts/${at}`, detail: 'is longer than two printed pages' }]
        : []),
      ...(original
        ? [
            {
              kind: 'untranslated' as const,
              pointer: `#/texts/${at}`,
              detail: `says the same as the text in ${original}, untranslated`,
            },
          ]
        : []),
      ...parts.map(([name]) => ({ ...asMarkup, pointer: `#/texts/${at}/${name}` })),
    ]
  }),
  ...wordings.flatMap(({ instruction }, at) =>
    hasMarkup(instruction) ? [{ ...asMarkup, pointer: `#/wordings/${at}/instruction` }] : [],
  ),
]
