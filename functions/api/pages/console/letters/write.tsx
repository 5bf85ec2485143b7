import type { Context } from 'hono'
import { notToBeChanged } from '../../../../../shared/advocacy/letters/errors.ts'
import { readLetter } from '../../../../../shared/advocacy/letters/read.ts'
import { isFixed } from '../../../../../shared/advocacy/letters/repository.ts'
import { type Letter, letterChange, letterInput } from '../../../../../shared/advocacy/letters/schema.ts'
import { changeLetter, draftLetter, enterToWrite } from '../../../../../shared/advocacy/letters/write.ts'
import type { Env } from '../../../http/env.ts'
import { onceUnder } from '../../../http/idempotency.ts'
import { Choice, Once } from '../shell/fields.tsx'
import { type Filled, filledWith, givenIn, isChanged, parsed, valueIn, versionIn } from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { requireRows } from '../shell/rows.ts'
import { readerOf } from '../shell/session.ts'
import { Content, Terms } from './form.tsx'
import { closedUp, contentIn, hasText, termsIn, typedOf } from './input.ts'
import { titleOf } from './line.tsx'
import { authorities, coalitionsToSpeakFor, withChosen } from './pickable.ts'
import { Sheet } from './sheet.tsx'

const showNew = async (c: Context<Env>, form: Filled, status: Status = 200) => {
  const [reader, coalitions, targets] = await Promise.all([
    readerOf(c),
    coalitionsToSpeakFor(c, 'letter.write'),
    authorities(c),
  ])
  const { words } = reader
  const title = words.t('console.write-letter')
  return consolePage(
    c,
    { title, here: '/console/coalitions', status },
    <>
      <h1>{title}</h1>
      <Sheet c={c} form={form} reader={reader}>
        <Once form={form} />
        <Choice
          form={form}
          words={words}
          name="coalitionId"
          label={words.t('meeting.coalition')}
          options={coalitions}
          none="–"
          required
        />
        <Content form={form} reader={reader} targets={targets} />
        <Terms form={form} reader={reader} />
      </Sheet>
    </>,
  )
}

export const newLetterPage = (c: Context<Env>) =>
  showNew(c, filledWith({ coalitionId: [c.req.query('coalition') ?? ''], openTo: ['coalition'] }))

const closed = (form: Filled): Filled => ({ ...form, typed: closedUp(form.typed) })

export const letterFromForm = posted((c) => ({
  act: async (typed) => {
    const [{ timeZone }] = await Promise.all([readerOf(c), coalitionsToSpeakFor(c, 'letter.write')])
    const input = parsed(letterInput, {
      coalitionId: valueIn(typed, 'coalitionId'),
      ...contentIn(typed, timeZone),
    })
    const made = await onceUnder(
      { c, key: givenIn(typed, 'once'), payload: input },
      (deps) => draftLetter(deps, c.var.actor, input),
      (deps) => readLetter(deps, c.var.actor, deps.ids.next('letter')),
    )
    return `/console/letters/${made.id}?done=saved`
  },
  again: (form, status) => showNew(c, closed(form), status),
}))

const isChangeable = ({ state }: Letter) => state === 'draft' || state === 'open'

const showEdit = async (c: Context<Env>, again?: Filled, status: Status = 200) => {
  const { deps, actor } = c.var
  const id = idIn(c, 'letter')
  const [reader, letter, fixed, offered] = await Promise.all([
    readerOf(c),
    enterToWrite(deps, actor, id),
    isFixed(deps.store, id),
    authorities(c),
  ])
  // What somebody was writing when it was sent or given up is shown to them all the same.
  if (!isChangeable(letter) && !again) throw notToBeChanged(letter.state)
  const targets = await withChosen(c, offered, [letter.targetId])
  const { words, timeZone } = reader
  const { t } = words
  const form = again ?? filledWith(typedOf(letter, timeZone))
  const { subject, language } = titleOf(letter, reader)
  return consolePage(
    c,
    { title: t('console.change'), here: '/console/coalitions', status },
    <>
      <p>
        <a href={`/console/letters/${letter.id}`} lang={language} dir="auto">
          {subject}
        </a>
      </p>
      <h1>{t('console.change')}</h1>
      {fixed && <p class="notice">{t('letter.fixed')}</p>}
      <Sheet c={c} form={form} reader={reader}>
        <input type="hidden" name="version" value={String(letter.version)} />
        {(!fixed || (again && hasText(again.typed))) && (
          <Content form={form} reader={reader} targets={targets} />
        )}
        <Terms form={form} reader={reader} />
      </Sheet>
    </>,
  )
}

export const editLetterPage = (c: Context<Env>) => showEdit(c)

export const changeLetterFromForm = posted((c) => ({
  act: async (typed) => {
    const { deps, actor } = c.var
    const id = idIn(c, 'letter')
    const [{ timeZone }, before] = await Promise.all([readerOf(c), enterToWrite(deps, actor, id)])
    if (hasText(typed)) requireRows(typed, { texts: before.texts, asks: before.asks })
    const given = hasText(typed) ? contentIn(typed, timeZone) : termsIn(typed, timeZone)
    // The clock of a form shows no seconds: a deadline that nobody touched stays to the second.
    const { signBy, ...rest } = given
    const isMoved = isChanged(typed, typedOf(before, timeZone), 'signBy')
    const change = parsed(letterChange, { ...rest, ...(isMoved && { signBy }) })
    await changeLetter(deps, actor, { id, version: versionIn(typed), change })
    return `/console/letters/${id}?done=saved`
  },
  again: (form, status) => showEdit(c, closed(form), status),
}))
