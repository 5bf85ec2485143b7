import type { Context } from 'hono'
import { mayOnceProved } from '../../../../../shared/access/permit.ts'
import { eraseContact } from '../../../../../shared/erasure/erase.ts'
import { erasureInput } from '../../../../../shared/erasure/schema.ts'
import { notFound } from '../../../../../shared/errors.ts'
import { listEvents } from '../../../../../shared/events/read.ts'
import type { Event, EventType } from '../../../../../shared/events/schema.ts'
import { readOrganization } from '../../../../../shared/organizations/read.ts'
import type { Organization } from '../../../../../shared/organizations/schema.ts'
import { formatDateTime } from '../../../../../shared/rendering/time.ts'
import { everyItem } from '../../../../../shared/storage/pages.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { Choice, Line, Refusal, Tick } from '../shell/fields.tsx'
import { type Filled, filledWith, parsed, valueIn } from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { readerOf } from '../shell/session.ts'
import { Turn } from '../shell/turn.tsx'

const contactIn = ({ data }: Event) => String(data['contactId'])

/** Who was removed and has not been forgotten, the last one first; nothing knows more of them than when that was. */
const removed = async ({ var: { deps, actor } }: Context<Env>, subject: string) => {
  const all = (type: EventType) =>
    everyItem((page) => listEvents(deps, actor, { filter: { subject, type }, page }))
  const [gone, asked] = await Promise.all([all('contact.removed'), all('contact.erasure-asked')])
  const forgotten = asked.map(contactIn)
  return gone.filter((event) => !forgotten.includes(contactIn(event))).reverse()
}

interface Shown {
  readonly c: Context<Env>
  readonly organization: Organization
  readonly gone: readonly Event[]
  readonly form: Filled
  readonly reader: Reader
}

const Erase = ({ c, organization, gone, form, reader: { words, timeZone } }: Shown) => {
  const { t, language } = words
  const field = { form, words }
  return (
    <Turn c={c} action={`/console/roster/${organization.id}/erasure`} words={t('console.erase')} look="grave">
      <p>{t('console.erase.hint')}</p>
      <Choice
        {...field}
        name="contactId"
        label={t('console.erase.who')}
        options={gone.map((event) => ({
          value: contactIn(event),
          label: `${formatDateTime(event.at, timeZone, language)} – ${contactIn(event)}`,
        }))}
        required
      />
      <Line
        {...field}
        name="email"
        type="email"
        label={t('console.address')}
        hint={t('console.erase.address')}
        required
      />
      <Tick {...field} name="words" label={t('console.erase.words')} />
      <p class="hint">{t('console.erase.words.hint')}</p>
    </Turn>
  )
}

const show = async (c: Context<Env>, form: Filled, status: Status = 200) => {
  if (!mayOnceProved(c.var.actor, 'contact.erase')) throw notFound('organization')
  const id = idIn(c, 'organization')
  const [reader, organization, gone] = await Promise.all([
    readerOf(c),
    readOrganization(c.var.deps, c.var.actor, id),
    removed(c, id),
  ])
  const { words } = reader
  const { t } = words
  return consolePage(
    c,
    { title: t('console.erase'), here: '/console/roster', status },
    <>
      <p>
        <a href={`/console/roster/${id}`} dir="auto">
          {organization.name}
        </a>
      </p>
      <h1>{t('console.erase')}</h1>
      <Refusal form={form} words={words} />
      <section class="sheet">
        {gone.length === 0 ? (
          <p class="soft">{t('console.erase.nobody')}</p>
        ) : (
          <Erase c={c} organization={organization} gone={gone} form={form} reader={reader} />
        )}
      </section>
    </>,
  )
}

export const erasurePage = (c: Context<Env>) =>
  show(c, filledWith({ contactId: [c.req.query('contactId') ?? ''] }))

export const erasureFromForm = posted((c) => ({
  act: async (typed) => {
    const organizationId = idIn(c, 'organization')
    const input = parsed(erasureInput, {
      organizationId,
      contactId: valueIn(typed, 'contactId'),
      email: valueIn(typed, 'email').trim(),
      words: valueIn(typed, 'words') === 'yes',
    })
    await eraseContact(c.var.deps, c.var.actor, input)
    return `/console/roster/${organizationId}?done=erased`
  },
  again: (form, status) => show(c, form, status),
}))
