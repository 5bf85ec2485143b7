import { timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { nobody, type Person } from '../../../../../shared/access/actor.ts'
import { unauthenticated } from '../../../../../shared/access/permit.ts'
import { DomainError } from '../../../../../shared/errors.ts'
import { findOrganization } from '../../../../../shared/organizations/repository.ts'
import { wordsFor } from '../../../../../shared/rendering/catalogue.ts'
import type { Env } from '../../../http/env.ts'
import { acceptedLanguages } from '../../../http/language.ts'
import type { Reader } from '../../../http/reader.ts'

const stranger = (c: Context<Env>): Reader => ({
  organization: undefined,
  contact: undefined,
  words: wordsFor(acceptedLanguages(c.req.header('Accept-Language'))),
  timeZone: 'UTC',
})

const read = async (c: Context<Env>, person: Person): Promise<Reader> => {
  const organization = await findOrganization(c.var.deps.store, person.organizationId)
  const contact = organization?.contacts.find(({ id }) => id === person.contactId)
  if (!contact) return stranger(c)
  return { organization, contact, words: wordsFor(contact.languages), timeZone: contact.timeZone }
}

/** Lets in who has a session by its cookie, and begins to read who that is while the page reads the rest. */
export const sessionOnly = createMiddleware<Env>(async (c, next) => {
  const { credential, actor } = c.var
  if (c.var.by !== 'cookie' || credential?.kind !== 'session' || actor.kind !== 'person') {
    c.set('actor', nobody)
    throw unauthenticated()
  }
  const reader = read(c, actor)
  // A page that fails before it needs its reader must not fail a second time.
  reader.catch(() => {})
  c.set('reader', reader)
  return next()
})

export const readerOf = async (c: Context<Env>): Promise<Reader> => (await c.get('reader')) ?? stranger(c)

/** Ties a form to the session it was shown in: another site can send a form, but cannot know this. */
export const formToken = (c: Context<Env>) => {
  const { keys } = c.var.deps
  return Buffer.from(keys.sign('form', c.var.credential?.id ?? '').subarray(0, 16)).toString('base64url')
}

const isOfSession = (c: Context<Env>, token: string) => {
  const { keys } = c.var.deps
  const given = Buffer.from(token, 'base64url')
  return keys.keyIds.some((keyId) => {
    const own = Buffer.from(keys.sign('form', c.var.credential?.id ?? '', keyId).subarray(0, 16))
    return own.length === given.length && timingSafeEqual(own, given)
  })
}

const fromElsewhere = () => new DomainError('forbidden', 'This form was not sent from our own page.')

/** Whether the browser says that a request comes from our own pages; old ones do not say. */
export const isSurelyFromHere = (c: Context<Env>) =>
  c.req.header('Sec-Fetch-Site') === 'same-origin' ||
  c.req.header('Origin') === new URL(c.var.deps.config.publicUrl).origin

const isFromElsewhere = (c: Context<Env>) =>
  c.req.header('Sec-Fetch-Site') !== undefined && !isSurelyFromHere(c)

/** Refuses a form of another site, and one that was shown in another session. */
export const refuseForeign = (c: Context<Env>, token: string) => {
  if (isFromElsewhere(c) || !isOfSession(c, token)) throw fromElsewhere()
}
