import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import { type Actor, isCoordinator } from '../../../../../shared/access/actor.ts'
import { permit, permitToKnow } from '../../../../../shared/access/permit.ts'
import { createOrganization } from '../../../../../shared/organizations/create.ts'
import { readOrganization } from '../../../../../shared/organizations/read.ts'
import {
  type Organization,
  organizationChange,
  organizationInput,
} from '../../../../../shared/organizations/schema.ts'
import { updateOrganization } from '../../../../../shared/organizations/update.ts'
import type { Phrases } from '../../../../../shared/rendering/catalogue.ts'
import type { Env } from '../../../http/env.ts'
import { onceUnder } from '../../../http/idempotency.ts'
import { classOptions, relationOptions } from '../shell/choices.ts'
import { countriesIn, countryIn } from '../shell/country.ts'
import { Choice, Line, Refusal, Tick, Token } from '../shell/fields.tsx'
import {
  type Filled,
  filled,
  filledWith,
  givenIn,
  isChanged,
  listedIn,
  parsed,
  type Typed,
  valueIn,
  versionIn,
} from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { readerOf } from '../shell/session.ts'

const typedOf = (of: Organization): Typed => ({
  version: [String(of.version)],
  name: [of.name],
  class: [of.class],
  relation: [of.relation],
  country: [of.country],
  worksIn: [of.worksIn.join(', ')],
  languages: [of.languages.join(', ')],
  website: [of.website ?? ''],
  listed: of.listed ? ['yes'] : [],
  acceptsExercises: of.acceptsExercises ? ['yes'] : [],
})

const isOwn = (actor: Actor, { id }: Organization) => actor.kind === 'person' && actor.organizationId === id

/** What each field says, as the API's body would. */
const entryIn = (typed: Typed) => ({
  name: valueIn(typed, 'name'),
  class: givenIn(typed, 'class'),
  relation: givenIn(typed, 'relation'),
  country: countryIn(typed, 'country'),
  worksIn: countriesIn(typed, 'worksIn'),
  languages: listedIn(typed, 'languages'),
  website: givenIn(typed, 'website'),
  listed: valueIn(typed, 'listed') === 'yes',
  acceptsExercises: valueIn(typed, 'acceptsExercises') === 'yes',
})

interface Fields {
  readonly form: Filled
  readonly words: Phrases
  /** Whether the reader may say what the organization is. */
  readonly says: boolean
  /** Whether it is the reader's own: that the public sees it is for nobody else to say. */
  readonly isOwn: boolean
}

const What = (field: { form: Filled; words: Phrases }) => {
  const { t } = field.words
  return (
    <div class="grid">
      <Choice
        {...field}
        name="relation"
        label={t('console.relations')}
        options={relationOptions(field.words)}
      />
      <Choice {...field} name="class" label={t('console.classes')} options={classOptions(field.words)} />
      <Line {...field} name="country" label={t('console.country')} maxlength={80} required />
    </div>
  )
}

const Fields = ({ says, isOwn, ...field }: Fields) => {
  const { t } = field.words
  const optional = (words: string) => `${words} (${t('page.optional')})`
  return (
    <>
      <Line {...field} name="name" label={t('console.name')} maxlength={200} required />
      {says && <What {...field} />}
      <Line
        {...field}
        name="worksIn"
        label={optional(t('console.works-in'))}
        hint={t('console.countries.hint')}
      />
      <Line
        {...field}
        name="languages"
        label={optional(t('page.language'))}
        hint={t('console.languages.hint')}
      />
      <Line {...field} name="website" type="url" label={optional(t('join.website'))} />
      {isOwn && <Tick {...field} name="listed" label={t('join.listed')} />}
      {valueIn(field.form.typed, 'relation') === 'authority' && (
        <Tick {...field} name="acceptsExercises" label={t('console.accepts-exercises')} />
      )}
    </>
  )
}

interface Shown extends Omit<Fields, 'words'> {
  readonly action: string
  readonly title: string
  readonly status: Status
}

const page = async (c: Context<Env>, { action, title, status, form, ...fields }: Shown) => {
  const { words } = await readerOf(c)
  return consolePage(
    c,
    { title, here: '/console/roster', status },
    <>
      <h1 dir="auto">{title}</h1>
      <form class="sheet" method="post" action={action}>
        <Token c={c} />
        <input type="hidden" name="version" value={valueIn(form.typed, 'version')} />
        <input type="hidden" name="once" value={valueIn(form.typed, 'once')} />
        <Refusal form={form} words={words} />
        <Fields {...fields} form={form} words={words} />
        <p class="acts">
          <button type="submit">{words.t('console.save')}</button>
        </p>
      </form>
    </>,
  )
}

const edit = async (c: Context<Env>, form?: Filled, status: Status = 200) => {
  const { deps, actor } = c.var
  const id = idIn(c, 'organization')
  permitToKnow(actor, 'organization.update', 'organization', { organizationId: id })
  const of = await readOrganization(deps, actor, id)
  const begun = typedOf(of)
  return page(c, {
    action: `/console/roster/${id}/edit`,
    title: of.name,
    status,
    // The relation decides what is asked for, whether or not the reader may say it.
    form: form
      ? { ...form, typed: { relation: [of.relation], ...form.typed, version: begun['version']! } }
      : filledWith(begun),
    says: isCoordinator(actor),
    isOwn: isOwn(actor, of),
  })
}

const create = async (c: Context<Env>, form?: Filled, status: Status = 200) => {
  permit(c.var.actor, 'organization.create')
  const { words } = await readerOf(c)
  return page(c, {
    action: '/console/roster/new',
    title: words.t('console.add-organization'),
    status,
    form: form ?? filledWith({ once: [randomUUID()], relation: ['member'], class: ['ngo'] }),
    says: true,
    isOwn: false,
  })
}

interface Asked {
  readonly of: Organization
  readonly actor: Actor
  readonly typed: Typed
}

/** Whether the form had this field: a tick that is taken away is not sent. */
const isAsked = (name: string, { of, actor, typed }: Asked) => {
  if (name === 'listed') return isOwn(actor, of)
  return name === 'acceptsExercises' ? of.relation === 'authority' : name in typed
}

export const entryPage = (c: Context<Env>) => edit(c)
export const newEntryPage = (c: Context<Env>) => create(c)

export const entryFromForm = posted((c) => ({
  act: async (typed) => {
    const { deps, actor } = c.var
    const id = idIn(c, 'organization')
    const of = await readOrganization(deps, actor, id)
    // Only what somebody has changed is theirs: an import overwrites the rest as before.
    const changed = Object.entries(entryIn(typed)).filter(
      ([name]) => isAsked(name, { of, actor, typed }) && isChanged(typed, typedOf(of), name),
    )
    const change = parsed(
      organizationChange,
      Object.fromEntries(changed.map(([name, value]) => [name, value ?? null])),
    )
    await updateOrganization(deps, actor, { id, version: versionIn(typed), change })
    return `/console/roster/${id}?done=saved`
  },
  again: (form, status) => edit(c, form, status),
}))

export const newEntryFromForm = posted((c) => ({
  act: async (typed) => {
    permit(c.var.actor, 'organization.create')
    const { listed: _, acceptsExercises: __, ...entry } = entryIn(typed)
    const input = parsed(organizationInput, filled(entry))
    const { id } = await onceUnder(
      { c, key: givenIn(typed, 'once'), payload: input },
      (deps) => createOrganization(deps, c.var.actor, input),
      (deps) => readOrganization(deps, c.var.actor, deps.ids.next('organization')),
    )
    return `/console/roster/${id}?done=saved`
  },
  again: (form, status) => create(c, form, status),
}))
