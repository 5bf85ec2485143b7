import type { Context } from 'hono'
import { grantKinds } from '../../../../../../shared/access/actor.ts'
import { may } from '../../../../../../shared/access/permit.ts'
import { listGrants } from '../../../../../../shared/identity/give-grant.ts'
import { openMotions } from '../../../../../../shared/identity/motions/read.ts'
import { readMailbox } from '../../../../../../shared/ledger/mailbox.ts'
import { contactOf } from '../../../../../../shared/organizations/contact-of.ts'
import { readOrganization } from '../../../../../../shared/organizations/read.ts'
import type { Contact, Organization } from '../../../../../../shared/organizations/schema.ts'
import { readWaysIn } from '../../../../../../shared/organizations/ways-in/read.ts'
import { pageOf } from '../../../../http/answers.ts'
import type { Env } from '../../../../http/env.ts'
import type { Reader } from '../../../../http/reader.ts'
import { Refusal, Token } from '../../shell/fields.tsx'
import { type Filled, filledWith, valueIn } from '../../shell/form.ts'
import { consolePage, type Status } from '../../shell/frame.tsx'
import { orNone } from '../../shell/none.ts'
import { Done } from '../../shell/parts.tsx'
import { readerOf } from '../../shell/session.ts'
import { Grave } from '../../shell/turn.tsx'
import { ContactFields, typedContact } from './fields.tsx'
import { Mailbox } from './mailbox.tsx'
import { contactPath, namedIn } from './named.ts'
import { Preferences, typedPreferences } from './preferences.tsx'
import { Rights } from './rights.tsx'
import { ContactState } from './state.tsx'
import { Succession } from './succession.tsx'
import { WaysIn } from './ways-in.tsx'

const read = async (c: Context<Env>) => {
  const { deps, actor } = c.var
  const named = namedIn(c)
  const page = pageOf(c, { limit: 30, cursor: c.req.query('cursor') })
  const [reader, organization, mailbox, ways, rights] = await Promise.all([
    readerOf(c),
    readOrganization(deps, actor, named.organizationId),
    readMailbox(deps, actor, { ...named, page }),
    readWaysIn(deps, actor, named).catch(orNone),
    readRights(c, named.contactId),
  ])
  return { reader, organization, mailbox, ways, rights, contact: contactOf(organization, named.contactId) }
}

/** What is granted, proposed or moved about a contact; nothing for whoever may not know. */
const readRights = async ({ var: { deps, actor } }: Context<Env>, contactId: string) => {
  if (!may(actor, 'grant.list')) return undefined
  const [grants, motions] = await Promise.all([
    listGrants(deps, actor, { contactId, limit: grantKinds.length }),
    openMotions(deps, actor, contactId),
  ])
  return { grants: grants.items, motions }
}

interface Shown {
  readonly c: Context<Env>
  readonly organization: Organization
  readonly contact: Contact
  readonly reader: Reader
}

/** How somebody is reached and what they want to hear of, to be changed; with what was typed, where it came back. */
const Change = ({ c, organization, contact, reader, form }: Shown & { form: Filled | undefined }) => {
  const { words } = reader
  const version = [String(organization.version)]
  const isTyped = form?.typed['email'] !== undefined
  const shown: Filled = {
    faults: [],
    ...form,
    typed: {
      ...(isTyped ? form?.typed : { ...typedContact(contact), ...typedPreferences(contact) }),
      version,
    },
  }
  return (
    <form
      class="sheet"
      method="post"
      action={contactPath({ organizationId: organization.id, contactId: contact.id })}
    >
      <Token c={c} />
      <input type="hidden" name="version" value={valueIn(shown.typed, 'version')} />
      <ContactFields form={shown} words={words} isOwn={reader.organization?.id === organization.id} />
      <Preferences form={shown} words={words} />
      <p class="acts">
        <button type="submit">{words.t('console.save')}</button>
      </p>
    </form>
  )
}

const Remove = ({ c, organization, contact, reader: { words } }: Shown) => (
  <Grave
    c={c}
    action={`${contactPath({ organizationId: organization.id, contactId: contact.id })}/remove`}
    words={words.t('console.remove-contact')}
    follows={words.t('console.remove-contact.hint')}
  />
)

export const showContact = async (c: Context<Env>, form?: Filled, status: Status = 200) => {
  const { mailbox, ways, rights, ...seen } = await read(c)
  const { reader, organization, contact } = seen
  const { words } = reader
  const shown = { c, ...seen }
  const within = { organizationId: organization.id }
  const name = contact.name ?? contact.email
  return consolePage(
    c,
    { title: name, here: '/console/roster', status },
    <>
      <p>
        <a href={`/console/roster/${organization.id}`} dir="auto">
          {organization.name}
        </a>
      </p>
      <h1>
        <bdi>{name}</bdi>
      </h1>
      <Done said={c.req.query('done')} words={words} />
      {form && <Refusal form={form} words={words} />}
      <ContactState c={c} organizationId={organization.id} contact={contact} reader={reader} />
      {may(c.var.actor, 'contact.update', within) && <Change {...shown} form={form} />}
      <Succession {...shown} form={form ?? filledWith({})} />
      {rights && <Rights {...shown} {...rights} form={form} />}
      {ways && <WaysIn c={c} ways={ways} reader={reader} />}
      <Mailbox c={c} mailbox={mailbox} reader={reader} />
      {may(c.var.actor, 'event.list') && (
        <p>
          <a href={`/console/history?${new URLSearchParams({ by: contact.id })}`}>
            {words.t('console.what-they-did')}
          </a>
        </p>
      )}
      {may(c.var.actor, 'contact.remove', within) && <Remove {...shown} />}
    </>,
  )
}

export const contactPage = (c: Context<Env>) => showContact(c)
