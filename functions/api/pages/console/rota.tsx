import type { Context } from 'hono'
import { mayOnceProved } from '../../../../shared/access/permit.ts'
import { coordinatorContacts } from '../../../../shared/duty/coordinators.ts'
import { calledBy } from '../../../../shared/organizations/contact-of.ts'
import { findOrganizations } from '../../../../shared/organizations/repository.ts'
import { changeSettings, readSettings } from '../../../../shared/settings/change.ts'
import { type Settings, settingsChange } from '../../../../shared/settings/schema.ts'
import { distinct } from '../../../../shared/text.ts'
import type { Router } from '../../http/contract.ts'
import type { Env } from '../../http/env.ts'
import type { Reader } from '../../http/reader.ts'
import { versionIn } from './settings/page.tsx'
import { dayOptions } from './shell/days.ts'
import { Boxes, Choice, Line, type Option, Refusal, Token } from './shell/fields.tsx'
import { type Filled, filledWith, parsed, type Typed, valueIn, valuesOf } from './shell/form.ts'
import { consolePage, type Status } from './shell/frame.tsx'
import { Done } from './shell/parts.tsx'
import { posted } from './shell/post.ts'
import { countOf } from './shell/rows.ts'
import { readerOf } from './shell/session.ts'

const group = 'duty.shifts'
const at = (row: number, field: string) => `${group}.${row}.${field}`
const parts = ['contactId', 'days', 'from', 'to', 'timeZone'] as const

const typedOf = ({ duty: { shifts, passOnAfter } }: Settings): Typed => ({
  'duty.passOnAfter': [String(passOnAfter)],
  ...Object.fromEntries(
    shifts.flatMap(({ organizationId, contactId, days, from, to, timeZone }, row) => [
      [at(row, 'contactId'), [`${organizationId} ${contactId}`]],
      [at(row, 'days'), days.map(String)],
      [at(row, 'from'), [from]],
      [at(row, 'to'), [to]],
      [at(row, 'timeZone'), [timeZone]],
    ]),
  ),
})

/** Without the shifts that nobody has any more; those after them move up, so that a fault stands beside its own. */
const closedUp = (typed: Typed): Typed => {
  const kept = Array.from({ length: countOf(typed, group) }, (_, row) => row).filter((row) =>
    valueIn(typed, at(row, 'contactId')),
  )
  const others = Object.entries(typed).filter(([name]) => !name.startsWith(`${group}.`))
  const moved = kept.flatMap((from, to) =>
    parts.map((part) => [at(to, part), typed[at(from, part)] ?? []] as const),
  )
  return Object.fromEntries([...others, ...moved])
}

const dutyIn = (typed: Typed) => ({
  passOnAfter: Number(valueIn(typed, 'duty.passOnAfter')),
  shifts: Array.from({ length: countOf(typed, group) }, (_, row) => {
    const [organizationId = '', contactId = ''] = valueIn(typed, at(row, 'contactId')).split(' ')
    return {
      organizationId,
      contactId,
      days: valuesOf(typed, at(row, 'days')).map(Number),
      from: valueIn(typed, at(row, 'from')),
      to: valueIn(typed, at(row, 'to')),
      timeZone: valueIn(typed, at(row, 'timeZone')).trim(),
    }
  }),
})

/** Whom a shift can be given to. */
const coordinatorOptions = async ({ var: { deps } }: Context<Env>): Promise<Option[]> => {
  const all = await coordinatorContacts(deps)
  const ids = distinct(all.map(({ organizationId }) => organizationId as string))
  const organizations = await findOrganizations(deps.store, ids)
  return all.flatMap(({ organizationId, contactId }) => {
    const organization = organizations.find(({ id }) => id === organizationId)
    const contact = organization?.contacts.find(({ id }) => id === contactId)
    if (!organization || !contact) return []
    const label = `${calledBy(contact) ?? contact.email} – ${organization.name}`
    return [{ value: `${organizationId} ${contactId}`, label }]
  })
}

interface Rota {
  readonly form: Filled
  readonly reader: Reader
  readonly coordinators: readonly Option[]
}

const Shift = ({ form, reader: { words }, coordinators, row }: Rota & { row: number }) => {
  const { t } = words
  const field = { form, words }
  return (
    <fieldset>
      <legend>{t('console.shift', { number: String(row + 1) })}</legend>
      <Choice
        {...field}
        name={at(row, 'contactId')}
        label={t('console.coordinator')}
        options={coordinators}
        none={t('console.nobody')}
      />
      <Boxes
        {...field}
        name={at(row, 'days')}
        label={t('console.days')}
        options={dayOptions(words.language)}
      />
      <div class="grid">
        <Line {...field} name={at(row, 'from')} type="time" label={t('console.from')} />
        <Line {...field} name={at(row, 'to')} type="time" label={t('console.to')} />
        <Line {...field} name={at(row, 'timeZone')} label={t('console.time-zone')} />
      </div>
    </fieldset>
  )
}

const show = async (c: Context<Env>, form?: Filled, status: Status = 200) => {
  const [reader, settings, coordinators] = await Promise.all([
    readerOf(c),
    readSettings(c.var.deps, c.var.actor),
    coordinatorOptions(c),
  ])
  const { words } = reader
  const { t } = words
  const shown = form ?? filledWith(typedOf(settings))
  const next = countOf(shown.typed, group)
  const withRoom = { ...shown, typed: { [at(next, 'timeZone')]: [reader.timeZone], ...shown.typed } }
  return consolePage(
    c,
    { title: t('console.rota'), here: '/console/settings', status },
    <>
      <h1>{t('console.rota')}</h1>
      <Done said={c.req.query('done')} words={words} />
      <form class="sheet" method="post" action="/console/rota">
        <Token c={c} />
        <input type="hidden" name="version" value={String(settings.version)} />
        <Refusal form={shown} words={words} />
        <p class="hint">{t('console.rota.hint')}</p>
        {Array.from({ length: next + 1 }, (_, row) => (
          <Shift form={withRoom} reader={reader} coordinators={coordinators} row={row} />
        ))}
        <Line
          form={shown}
          words={words}
          name="duty.passOnAfter"
          type="number"
          label={t('console.duty-passes')}
          required
        />
        {mayOnceProved(c.var.actor, 'settings.change') && (
          <p class="acts">
            <button type="submit">{t('console.save')}</button>
          </p>
        )}
      </form>
    </>,
  )
}

const rotaFromForm = posted((c) => ({
  act: async (typed) => {
    const change = parsed(settingsChange, { duty: dutyIn(closedUp(typed)) })
    await changeSettings(c.var.deps, c.var.actor, { version: versionIn(typed), change })
    return '/console/rota?done=saved'
  },
  again: (form, status) => show(c, { ...form, typed: closedUp(form.typed) }, status),
}))

/** Who is on duty when. */
export const rotaPages = (pages: Router) => {
  pages.get('/console/rota', (c) => show(c))
  pages.post('/console/rota', rotaFromForm)
}
