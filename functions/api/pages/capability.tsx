import type { Context, ErrorHandler } from 'hono'
import type { Actor } from '../../../shared/access/actor.ts'
import { DomainError, notFound } from '../../../shared/errors.ts'
import { type Link, type LinkPurpose, openLink } from '../../../shared/links/link.ts'
import { findOrganization } from '../../../shared/organizations/repository.ts'
import type { Contact, Organization } from '../../../shared/organizations/schema.ts'
import { type Key, type Phrases, wordsFor } from '../../../shared/rendering/catalogue.ts'
import { type Router, router } from '../http/contract.ts'
import type { Env } from '../http/env.ts'
import { acceptedLanguages } from '../http/language.ts'
import { asDomainError, noteUnforeseen, problems } from '../http/problem.ts'
import { type PageHead, page } from './layout.tsx'

/** Who came by a mailed link, and what for. */
export interface Capability {
  readonly payload: Link
  readonly organization: Organization
  readonly contact: Contact
  readonly actor: Extract<Actor, { kind: 'recipient' }>
  /** The fixed words in the contact's language. */
  readonly words: Phrases
}

const deadLink = () => notFound('link')

/** What the link of this page stands for. Forged, expired, for something else or made before the contact changed: 404. */
export const openCapability = async (c: Context<Env>, purpose: LinkPurpose): Promise<Capability> => {
  const { keys, clock, store } = c.var.deps
  const payload = openLink(keys, c.req.param('token') ?? '', purpose, clock.now())
  const organization = payload && (await findOrganization(store, payload.organizationId))
  const contact = organization?.contacts.find(({ id }) => id === payload?.contactId)
  if (!payload || !organization || !contact || contact.epoch !== payload.epoch) throw deadLink()
  const actor = { kind: 'recipient', contactId: contact.id, organizationId: organization.id } as const
  const words = wordsFor(contact.languages)
  c.set('languages', contact.languages)
  return { payload, organization, contact, actor, words }
}

/** The words for whoever looks: the contact's once a link is open, else what their browser asks for. */
const wordsOfReader = (c: Context<Env>) =>
  wordsFor(c.get('languages') ?? acceptedLanguages(c.req.header('Accept-Language')))

const wordsOfError = (error: DomainError | undefined, absent: Key): Key => {
  if (!error) return 'error.later'
  if (error.code === 'not-found') return absent
  return error.code === 'too-fast' ? 'error.too-fast' : 'error.invalid'
}

const onPageError =
  (absent: Key): ErrorHandler<Env> =>
  (failure, c) => {
    const error = asDomainError(failure)
    if (!error) noteUnforeseen(failure, c)
    const { t, language } = wordsOfReader(c)
    const status = (error ? problems[error.code][0] : 500) as PageHead['status']
    return page(c, { title: t('error.title'), language, status }, <p>{t(wordsOfError(error, absent))}</p>)
  }

/** A router for pages: what goes wrong there is a page as well, in the reader's language; `absent` is what a 404 says. */
export const pageRouter = (absent: Key = 'error.expired-link') => {
  const pages = router()
  pages.onError(onPageError(absent))
  return pages
}

const notAForm = () => new DomainError('malformed', 'This is not a form.')

/** The fields of a posted form; files and repetitions are not among them. */
export const formOf = async (c: Context<Env>): Promise<Record<string, string>> => {
  const type = c.req.header('Content-Type') ?? ''
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type)) throw notAForm()
  const fields = await c.req.parseBody().catch(() => {
    throw notAForm()
  })
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )
}

interface Answered<Outcome> {
  /** The page as it is after that. */
  readonly show: (c: Context<Env>, opened: Capability, outcome: Outcome) => Response | Promise<Response>
  readonly act: (c: Context<Env>, opened: Capability) => Promise<Outcome>
}

/** A page behind a link, at a path with its token: GET shows it, POST acts and shows what came of that. */
export const answeredAt = <Outcome,>(
  pages: Router,
  { path, purpose }: { path: string; purpose: LinkPurpose },
  { show, act }: Answered<Outcome | { readonly status: 200 }>,
) => {
  pages.get(path, async (c) => show(c, await openCapability(c, purpose), { status: 200 }))
  pages.post(path, async (c) => {
    const opened = await openCapability(c, purpose)
    return show(c, opened, await act(c, opened))
  })
}
