import type { Context } from 'hono'
import { may } from '../../../../../../shared/access/permit.ts'
import { readMailbox } from '../../../../../../shared/ledger/mailbox.ts'
import { contactOf } from '../../../../../../shared/organizations/contact-of.ts'
import { readOrganization } from '../../../../../../shared/organizations/read.ts'
import type { Contact, Organization } from '../../../../../../shared/organizations/schema.ts'
import { pageOf } from '../../../../http/answers.ts'
import type { Env } from '../../../../http/env.ts'
import type { Reader } from '../../../../http/reader.ts'
import { Refusal, Token } from '../../shell/fields.tsx'
import { type Filled, valueIn } from '../../shell/form.ts'
import { consolePage, type Status } from '../../shell/frame.tsx'
import { Done } from '../../shell/parts.tsx'
import { idIn } from '../../shell/path.ts'
import { readerOf } from '../../shell/session.ts'
import { Grave } from '../../shell/turn.tsx'
import { ContactFields, typedContact } from './fields.tsx'
import { Mailbox } from './mailbox.tsx'
import { Preferences, typedPreferences } from './preferences.tsx'

export const namedIn = (c: Context<Env>) => ({
  organizationId: idIn(c, 'organization'),
  contactId: idIn(c, 'contact', 'contactId'),
})

export const contactPath = (named: ReturnType<typeof namedIn>) =>
  `/console/roster/${named.organizationId}/contacts/${named.contactId}`

const read = async (c: Context<Env>) => {
  const { deps, actor } = c.var
  const named = namedIn(c)
  const page = pageOf(c, { limit: 30, cursor: c.req.query('cursor') })
  const [reader, organization, mailbox] = await Promise.all([
    readerOf(c),
    readOrganization(deps, actor, named.organizationId),
    readMailbox(deps, actor, { ...named, page }),
  ])
  return { reader, organization, mailbox, contact: contactOf(organization, named.contactId) }
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
  const { mailbox, ...seen } = await read(c)
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
      {may(c.var.actor, 'contact.update', within) && <Change {...shown} form={form} />}
      <Mailbox c={c} mailbox={mailbox} reader={reader} />
      {may(c.var.actor, 'contact.remove', within) && <Remove {...shown} />}
    </>,
  )
}

export const contactPage = (c: Context<Env>) => showContact(c)
