import type { Context } from 'hono'
import { forbidden, may, permit } from '../../../../../shared/access/permit.ts'
import {
  addOffice,
  changeOffice,
  readOffice,
  removeOffice,
} from '../../../../../shared/advocacy/offices/keep.ts'
import { officeChange, officeInput } from '../../../../../shared/advocacy/offices/schema.ts'
import { listOrganizations } from '../../../../../shared/organizations/read.ts'
import type { Env } from '../../../http/env.ts'
import { onceUnder } from '../../../http/idempotency.ts'
import type { Reader } from '../../../http/reader.ts'
import { authorities } from '../letters/pickable.ts'
import { Sheet } from '../letters/sheet.tsx'
import { Choice, Line, Once, type Option, Paragraphs } from '../shell/fields.tsx'
import {
  type Filled,
  filled,
  filledWith,
  givenIn,
  parsed,
  type Typed,
  valueIn,
  versionIn,
} from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { readerOf } from '../shell/session.ts'
import { Grave } from '../shell/turn.tsx'

/** Whether somebody may say which member keeps contact; everybody else enters those whom they speak to themselves. */
const choosesKeeper = ({ var: { actor } }: Context<Env>) => may(actor, 'office.keep')

const requireKeeper = ({ var: { actor } }: Context<Env>) => {
  if (actor.kind !== 'person') throw forbidden()
  permit(actor, 'office.keep', { organizationId: actor.organizationId })
  return actor.organizationId
}

const members = async (c: Context<Env>): Promise<Option[]> => {
  if (!choosesKeeper(c)) return []
  const filter = { relation: 'member' as const }
  const { items } = await listOrganizations(c.var.deps, c.var.actor, { filter, page: { limit: 200 } })
  return items
    .map(({ id, name }) => ({ value: id, label: name }))
    .sort((a, b) => a.label.localeCompare(b.label))
}

interface Fields {
  readonly form: Filled
  readonly reader: Reader
  readonly keepers: readonly Option[]
}

const Fields = ({ form, reader: { words }, keepers }: Fields) => {
  const { t } = words
  const field = { form, words }
  const optional = (label: string) => `${label} (${t('page.optional')})`
  return (
    <>
      <Line {...field} name="role" label={t('office.role')} maxlength={120} required />
      <Line {...field} name="name" label={optional(t('console.name'))} maxlength={120} />
      {keepers.length > 0 && (
        <Choice {...field} name="keptBy" label={t('office.kept-by')} options={keepers} none="–" />
      )}
      <Paragraphs {...field} name="note" label={optional(t('office.note'))} rows={3} maxlength={1000} />
    </>
  )
}

const contentIn = (typed: Typed) => ({
  role: valueIn(typed, 'role'),
  name: givenIn(typed, 'name'),
  note: givenIn(typed, 'note'),
})

const showNew = async (c: Context<Env>, form: Filled, status: Status = 200) => {
  requireKeeper(c)
  const [reader, targets, keepers] = await Promise.all([readerOf(c), authorities(c), members(c)])
  const { words } = reader
  const title = words.t('console.add-office')
  return consolePage(
    c,
    { title, here: '/console/coalitions', status },
    <>
      <p>
        <a href="/console/offices">{words.t('console.offices')}</a>
      </p>
      <h1>{title}</h1>
      <Sheet c={c} form={form} reader={reader}>
        <Once form={form} />
        <Choice
          form={form}
          words={words}
          name="authorityId"
          label={words.t('console.organization')}
          options={targets}
          none="–"
          required
        />
        <Fields form={form} reader={reader} keepers={keepers} />
      </Sheet>
    </>,
  )
}

export const newOfficePage = (c: Context<Env>) =>
  showNew(c, filledWith({ authorityId: [c.req.query('authority') ?? ''] }))

export const officeFromForm = posted((c) => ({
  act: async (typed) => {
    const home = requireKeeper(c)
    const keptBy = choosesKeeper(c) ? givenIn(typed, 'keptBy') : home
    const input = parsed(
      officeInput,
      filled({ authorityId: valueIn(typed, 'authorityId'), keptBy, ...contentIn(typed) }),
    )
    const made = await onceUnder(
      { c, key: givenIn(typed, 'once'), payload: input },
      (deps) => addOffice(deps, c.var.actor, input),
      (deps) => readOffice(deps, c.var.actor, deps.ids.next('office')),
    )
    return `/console/offices?of=${made.authorityId}&done=saved`
  },
  again: (form, status) => showNew(c, form, status),
}))

/** An entry for those who keep it. */
const kept = async (c: Context<Env>) => {
  const office = await readOffice(c.var.deps, c.var.actor, idIn(c, 'office'))
  permit(c.var.actor, 'office.keep', { organizationId: office.keptBy })
  return office
}

const showEdit = async (c: Context<Env>, again?: Filled, status: Status = 200) => {
  const [reader, office, keepers] = await Promise.all([readerOf(c), kept(c), members(c)])
  const { t } = reader.words
  const { id, role, name, keptBy, note, version } = office
  const begun = { role: [role], name: [name ?? ''], keptBy: [keptBy ?? ''], note: [note ?? ''] }
  // What was refused may be its removal, which says nothing of the rest.
  const form = again ? { ...again, typed: { ...begun, ...again.typed } } : filledWith(begun)
  return consolePage(
    c,
    { title: t('console.change'), here: '/console/coalitions', status },
    <>
      <p>
        <a href={`/console/offices?of=${office.authorityId}`}>{t('console.offices')}</a>
      </p>
      <h1 dir="auto">{role}</h1>
      <Sheet c={c} form={form} reader={reader}>
        <input type="hidden" name="version" value={String(version)} />
        <Fields form={form} reader={reader} keepers={keepers} />
      </Sheet>
      <section class="sheet">
        <Grave
          c={c}
          action={`/console/offices/${id}/removal`}
          carries={{ version }}
          words={t('office.remove')}
        />
      </section>
    </>,
  )
}

export const editOfficePage = (c: Context<Env>) => showEdit(c)

export const changeOfficeFromForm = posted((c) => ({
  act: async (typed) => {
    const { id, authorityId } = await kept(c)
    const { role, name = null, note = null } = contentIn(typed)
    const keeper = choosesKeeper(c) && 'keptBy' in typed ? { keptBy: givenIn(typed, 'keptBy') ?? null } : {}
    const change = parsed(officeChange, { role, name, note, ...keeper })
    await changeOffice(c.var.deps, c.var.actor, { id, version: versionIn(typed), change })
    return `/console/offices?of=${authorityId}&done=saved`
  },
  again: (form, status) => showEdit(c, form, status),
}))

export const removalFromForm = posted((c) => ({
  act: async (typed) => {
    const { id, authorityId } = await kept(c)
    await removeOffice(c.var.deps, c.var.actor, { id, version: versionIn(typed) })
    return `/console/offices?of=${authorityId}&done=saved`
  },
  again: (form, status) => showEdit(c, form, status),
}))
