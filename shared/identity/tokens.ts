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
import { credentialStands, endCredential, listCredentials, startCredential } from './credentials.ts'
import { tokenLife } from './errors.ts'

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
})
export type Token = z.infer<typeof token>

const row = token.extend({ expiresAt: z.int() }).transform(
  ({ expiresAt, ...rest }): Token => ({
    ...rest,
    expiresAt: new Date(expiresAt * 1000).toISOString(),
  }),
)

const longest = 366 * 86_400

const secondsOf = (deps: Deps, expiresAt: string) => {
  const now = deps.clock.now().getTime() / 1000
  const seconds = Math.floor(Date.parse(expiresAt) / 1000)
  if (!(seconds > now && seconds <= now + longest)) throw tokenLife()
  return seconds
}

/** 256 bits behind a prefix that scanners for leaked secrets can look for. */
const newSecret = () => `tocsin_${base32(randomBytes(32))}`

/** A person who came in with all they may do, not a program that carries a part of it. */
const unscopedPerson = (actor: Actor) => {
  if (actor.kind !== 'person' || actor.scopes) throw forbidden()
  return actor
}

interface Creation {
  readonly input: TokenInput
  /** The secret the maker came with: when it ends meanwhile, no token is made. */
  readonly with: string
}

/** Makes a token with which a program acts for its maker, within its scopes. The secret is told once. */
export const createToken = async (
  deps: Deps,
  actor: Actor,
  { input, with: secretOfMaker }: Creation,
): Promise<Token & { token?: string }> => {
  permit(actor, 'token.create')
  const { fresh: _, resting: __, ...maker } = unscopedPerson(actor)
  const { name, scopes } = input
  const expiresAt = secondsOf(deps, input.expiresAt)
  const id = deps.ids.next('token')
  const createdAt = deps.clock.now().toISOString()
  const secret = newSecret()
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
  return { ...row.parse({ id, name, scopes, createdAt, expiresAt }), token: secret }
}

export const listTokens = async (deps: Deps, actor: Actor): Promise<Token[]> => {
  permit(actor, 'token.list')
  const { contactId } = unscopedPerson(actor)
  return (await listCredentials(deps, contactId, 'token'))
    .filter((item) => 'name' in item)
    .map((item) => row.parse(item))
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
}
