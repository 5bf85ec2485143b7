import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import { recordObjection } from '../../../../../shared/coalitions/objections/record.ts'
import { type Objection, objectionInput } from '../../../../../shared/coalitions/objections/schema.ts'
import { readObjection, withdrawObjection } from '../../../../../shared/coalitions/objections/withdraw.ts'
import type { Participant } from '../../../../../shared/coalitions/read.ts'
import type { Env } from '../../../http/env.ts'
import { onceUnder } from '../../../http/idempotency.ts'
import type { Reader } from '../../../http/reader.ts'
import { Choice, Paragraphs } from '../shell/fields.tsx'
import { type Filled, filled, givenIn, parsed, valueIn } from '../shell/form.ts'
import { When } from '../shell/parts.tsx'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { placeOf } from '../shell/subject.ts'
import { Turn } from '../shell/turn.tsx'
import { showCoalition } from './page.tsx'

interface Objections {
  readonly c: Context<Env>
  readonly id: string
  readonly objections: readonly Objection[]
  /** Those who have a voice in it. */
  readonly participants: readonly Participant[]
  readonly form: Filled
  readonly reader: Reader
}

const Line = ({ c, id, objection, participants, reader }: OneObjection) => {
  const { t } = reader.words
  const { actor } = c.var
  const { organizationId, about, text, at, withdrawnAt } = objection
  const name = participants.find((each) => each.organizationId === organizationId)?.name
  const place = about && placeOf(about)
  const isOwn = actor.kind === 'person' && actor.organizationId === organizationId
  return (
    <li>
      <p class="text" dir="auto">
        {text}
      </p>
      <p class="small soft">
        <bdi>{name ?? organizationId}</bdi> · <When at={at} reader={reader} />
        {place && ' · '}
        {place && <a href={place}>{t('console.about')}</a>}
        {withdrawnAt && ` · ${t('coalition.objection.withdrawn')}`}
      </p>
      {isOwn && !withdrawnAt && (
        <Turn
          c={c}
          action={`/console/coalitions/${id}/objections/${objection.id}/withdrawal`}
          words={t('coalition.objection.withdraw')}
          look="quiet"
        />
      )}
    </li>
  )
}
type OneObjection = Omit<Objections, 'objections' | 'form'> & { readonly objection: Objection }

/** What organizations do not go along with, and room for another. */
export const ObjectionsOf = ({ objections, ...rest }: Objections) => {
  const { c, id, participants, form, reader } = rest
  const { words } = reader
  const { t } = words
  const { actor } = c.var
  const own = actor.kind === 'person' ? actor.organizationId : ''
  const voices = participants.filter(({ status }) => status === 'joined')
  const field = { form, words }
  return (
    <section class="sheet">
      <h2>{t('coalition.objections')}</h2>
      {objections.length === 0 && <p class="soft">{t('console.nothing')}</p>}
      {objections.length > 0 && (
        <ul class="rows">
          {objections.map((objection) => (
            <Line {...rest} objection={objection} />
          ))}
        </ul>
      )}
      {voices.length > 0 && (
        <details open={form.typed['text'] !== undefined}>
          <summary>{t('coalition.object')}</summary>
          <Turn
            c={c}
            action={`/console/coalitions/${id}/objections`}
            words={t('coalition.object')}
            carries={{ once: valueIn(form.typed, 'once') || randomUUID() }}
          >
            <p class="hint">{t('coalition.object.hint')}</p>
            {voices.some(({ organizationId }) => organizationId === own) ? null : (
              <Choice
                {...field}
                name="organizationId"
                label={t('console.organization')}
                options={voices.map(({ organizationId: value, name: label }) => ({ value, label }))}
              />
            )}
            <Paragraphs
              {...field}
              name="text"
              label={t('console.post.body')}
              rows={4}
              maxlength={5000}
              required
            />
          </Turn>
        </details>
      )}
    </section>
  )
}

export const objectionFromForm = posted((c) => ({
  act: async (typed) => {
    const coalitionId = idIn(c, 'coalition')
    const input = parsed(objectionInput, {
      text: valueIn(typed, 'text'),
      ...filled({ organizationId: givenIn(typed, 'organizationId') }),
    })
    await onceUnder(
      { c, key: givenIn(typed, 'once'), payload: { coalitionId, ...input } },
      (deps) => recordObjection(deps, c.var.actor, { coalitionId, ...input }),
      (deps) => readObjection(deps, c.var.actor, { coalitionId, objectionId: deps.ids.next('objection') }),
    )
    return `/console/coalitions/${coalitionId}?done=saved`
  },
  again: (form, status) => showCoalition(c, form, status),
}))

export const withdrawalFromForm = posted((c) => ({
  act: async () => {
    const coalitionId = idIn(c, 'coalition')
    const objectionId = idIn(c, 'objection', 'objectionId')
    await withdrawObjection(c.var.deps, c.var.actor, { coalitionId, objectionId })
    return `/console/coalitions/${coalitionId}?done=saved`
  },
  again: (form, status) => showCoalition(c, form, status),
}))
