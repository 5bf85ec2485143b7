import * as z from 'zod'
import type { Deps } from '../../../deps.ts'
import type { Key } from '../../../storage/store.ts'
import { nothingAsked, tooFast } from '../../errors.ts'
import { limits, within } from '../../limit.ts'
import type { Held } from '../../sessions.ts'

const table = 'integrations'

/** Seconds in which a passkey must answer. */
export const challengeLife = 5 * 60

type Purpose = 'registration' | 'proof'

/** One for each purpose in a session: who asks again has only the newer one. */
const keyOf = ({ id }: Pick<Held, 'id'>, purpose: Purpose): Key => ({
  pk: `challenge#${id}#${purpose}`,
  sk: 'challenge',
})

const row = z.object({ challenge: z.string(), expiresAt: z.int() })

/** Keeps what a passkey is asked to sign, in this session and for this purpose alone. */
export const keepChallenge = async (deps: Deps, held: Held, purpose: Purpose, challenge: string) => {
  if (!(await within(deps, limits.challenges, held.id))) throw tooFast()
  const expiresAt = Math.floor(deps.clock.now().getTime() / 1000) + challengeLife
  await deps.store.write({ table, put: { ...keyOf(held, purpose), challenge, expiresAt } })
}

/** The challenge that was kept, which is gone with this: right or wrong, one answer comes to it. */
export const spendChallenge = async (deps: Deps, held: Held, purpose: Purpose): Promise<string> => {
  const key = keyOf(held, purpose)
  const item = await deps.store.get(table, key)
  if (!item) throw nothingAsked()
  const { challenge, expiresAt } = row.parse(item)
  await deps.store.write({ table, delete: key, if: { challenge }, orElse: nothingAsked })
  if (expiresAt * 1000 <= deps.clock.now().getTime()) throw nothingAsked()
  return challenge
}
