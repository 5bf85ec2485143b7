import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import { type Actor, type Scope, scopes } from '../access/actor.ts'
import { forbidden, permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { notFound } from '../errors.ts'
import { forCoordinators, record } from '../events/record.ts'
import { base32, idOf } from '../ids.ts'
import { onFreshRead } from '../storage/fresh.ts'
import { distinct, instant, line } from '../text.ts'
import { credentialStands, endCredential, findCredential, tokensOf } from './credentials.ts'
import { tokenLife } from './errors.ts'
import { rotateCredential } from './rotate-credential.ts'
import { startCredential } from './start-credential.ts'

export const tokenInput = z
  .strictObject({
    name: line(100),
    scopes: z.array(z.enum(scopes)).min(1).max(scopes.length).transform(distinct),
    expiresAt: instant,
  })
  .meta({ id: 'TokenInput' })
type TokenInput = z.output<typeof tokenInput>

/** What its maker sees of a token. */
export const token = z.object({
  id: idOf('token'),
  name: z.string(),
  scopes: z.array(z.enum(scopes)),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  lastUsedAt: z.iso
    .datetime()
    .optional()
    .meta({ description: 'Noted once an hour; absent until it is used' }),
  previous: z
    .object({ expiresAt: z.iso.datetime(), lastUsedAt: z.iso.datetime().optional() })
    .optional()
    .meta({ description: 'The secret before the last rotation, while it counts along' }),
  version: z.int().default(1).meta({ description: 'One more with each rotation' }),
})
export type Token = z.infer<typeof token>

const times = z
  .object({ expiresAt: z.int(), usedAt: z.iso.datetime().optional() })
  .transform(({ expiresAt, usedAt }) => ({
    expiresAt: new Date(expiresAt * 1000).toISOString(),
    ...(usedAt && { lastUsedAt: usedAt }),
  }))

const asToken = (item: object, before?: object): Token =>
  token.parse({ ...item, ...times.parse(item), ...(before && { previous: times.parse(before) }) })

const longest = 366 * 86_400

const secondsOf = (deps: Deps, expiresAt: string) => {
  const now = deps.clock.now().getTime() / 1000
  const seconds = Math.floor(Date.parse(expiresAt) / 1000)
  if (!(seconds > now && seconds <= now + longest)) throw tokenLife()
  return seconds
}

/** 256 bits behind a prefix that scanners for leaked secrets can look for. */
const asSecret = (bytes: Uint8Array) => `tocsin_${base32(bytes)}`

const newSecret = () => asSecret(randomBytes(32))

/** The secret that belongs to one request of one person, which its repetition finds again. */
const secretUnder = ({ keys }: Pick<Deps, 'keys'>, contactId: string, request: string) =>
  asSecret(keys.sign('token', `${contactId}\n${request}`))

/** A person who came in with all they may do, not a program that carries a part of it. */
export const unscopedPerson = (actor: Actor) => {
  if (actor.kind !== 'person' || actor.scopes) throw forbidden()
  return actor
}

interface Creation {
  readonly input: TokenInput
  /** The secret the maker came with: when it ends meanwhile, no token is made. */
  readonly with: string
  /** What the request is called, for its repetition to find the secret (`tokenAgain`). */
  readonly request?: string | undefined
}

/** Makes a token with which a program acts for its maker, within its scopes. The secret is told once. */
export const createToken = async (
  deps: Deps,
  actor: Actor,
  { input, with: secretOfMaker, request }: Creation,
): Promise<Token & { token?: string }> => {
  permit(actor, 'token.create')
  const { fresh: _, resting: __, ...maker } = unscopedPerson(actor)
  const { name, scopes } = input
  const expiresAt = secondsOf(deps, input.expiresAt)
  const id = deps.ids.next('token')
  const createdAt = deps.clock.now().toISOString()
  const secret = request ? secretUnder(deps, maker.contactId, request) : newSecret()
  const credential = {
    id,
    kind: 'token' as const,
    person: { ...maker, scopes: scopes as Scope[] },
    createdAt,
    expiresAt,
  }
  await onFreshRead(async () =>
    deps.store.transact([
      credentialStands(secretOfMaker),
      ...(await startCredential(deps, secret, credential, { name, scopes })),
      record(deps, actor, {
        type: 'token.created',
        subject: maker.contactId,
        audience: forCoordinators,
        data: { tokenId: id, scopes },
      }),
    ]),
  )
  return { ...asToken({ id, name, scopes, createdAt, expiresAt }), token: secret }
}

/** The secret that a request made, for whoever sends it again; nothing once it has ended. */
export const tokenAgain = async (deps: Deps, actor: Actor, request: string): Promise<string | undefined> => {
  permit(actor, 'token.create')
  const secret = secretUnder(deps, unscopedPerson(actor).contactId, request)
  return (await findCredential(deps, secret)) && secret
}

export const listTokens = async (deps: Deps, actor: Actor): Promise<Token[]> => {
  permit(actor, 'token.list')
  const { contactId } = unscopedPerson(actor)
  const held = await tokensOf(deps, contactId)
  const beforeOf = (id: unknown) => held.find((item) => item['isBefore'] && item['id'] === id)
  return held.filter((item) => 'name' in item).map((item) => asToken(item, beforeOf(item['id'])))
}

export const readToken = async (deps: Deps, actor: Actor, id: string): Promise<Token> => {
  const found = (await listTokens(deps, actor)).find((each) => each.id === id)
  if (!found) throw notFound('token')
  return found
}

/** Ends one of one's own tokens, at once. */
export const revokeToken = async (deps: Deps, actor: Actor, id: string): Promise<void> => {
  permit(actor, 'token.revoke')
  const { contactId } = unscopedPerson(actor)
  await onFreshRead(async () => {
    const { id: tokenId } = await readToken(deps, actor, id)
    await deps.store.transact([
      ...(await endCredential(deps, contactId, tokenId)),
      record(deps, actor, {
        type: 'token.revoked',
        subject: contactId,
        audience: forCoordinators,
        data: { tokenId },
      }),
    ])
  })
}

export const tokenRotation = z
  .strictObject({
    overlapSeconds: z
      .int()
      .min(0)
      .max(7 * 86_400)
      .default(86_400)
      .meta({ description: 'How long the old secret counts along; a day unless you say otherwise' }),
  })
  .meta({ id: 'TokenRotation' })

interface Renewal extends z.output<typeof tokenRotation> {
  readonly id: string
}

/** Gives one of one's own tokens a new secret, told now and never again; the old one counts along for a while. */
export const rotateToken = async (
  deps: Deps,
  actor: Actor,
  { id, overlapSeconds }: Renewal,
): Promise<Token & { token: string }> => {
  permit(actor, 'token.rotate')
  const { contactId } = unscopedPerson(actor)
  const secret = newSecret()
  const until = Math.floor(deps.clock.now().getTime() / 1000) + overlapSeconds
  await onFreshRead(async () => {
    const { id: tokenId } = await readToken(deps, actor, id)
    await deps.store.transact([
      ...(await rotateCredential(deps, { contactId, id: tokenId, secret, until })),
      record(deps, actor, {
        type: 'token.rotated',
        subject: contactId,
        audience: forCoordinators,
        data: { tokenId },
      }),
    ])
  })
  return { ...(await readToken(deps, actor, id)), token: secret }
}
