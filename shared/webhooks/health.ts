import { secondsAfter } from '../agenda/agenda.ts'
import type { Health } from './schema.ts'

const day = 86_400

/** How long an endpoint may fail without one success before it is disabled; its owner is warned half way. */
export const patience = 5 * day

interface Failed {
  readonly now: Date
  /** The last attempt at an event has failed. */
  readonly givesUp: boolean
  /** Seconds for which it wants to be left in peace. */
  readonly rest: number | undefined
}

export type Turn = 'none' | 'warn' | 'disable'

const turnOf = ({ failingSince, gaveUp, warnedAt }: Health, now: Date): Turn => {
  const seconds = (now.getTime() - Date.parse(failingSince!)) / 1000
  if (gaveUp && seconds >= patience) return 'disable'
  return warnedAt === undefined && seconds >= patience / 2 ? 'warn' : 'none'
}

/** Until when an endpoint rests; a few seconds more are not worth a write. */
const restUntil = ({ restsUntil }: Health, { now, rest }: Failed) => {
  if (rest === undefined) return restsUntil
  const until = secondsAfter(now, rest)
  return restsUntil && Date.parse(until) - Date.parse(restsUntil) < 10_000 ? restsUntil : until
}

const wellUntilNow: Health = { version: 0, gaveUp: false }

/** What a failure makes of an endpoint's health, and what to do about it; the same object where nothing changes. */
export const afterFailure = (before: Health | undefined, failed: Failed): { health: Health; turn: Turn } => {
  const old = before ?? wellUntilNow
  const failingSince = old.failingSince ?? failed.now.toISOString()
  const gaveUp = old.gaveUp || failed.givesUp
  const restsUntil = restUntil(old, failed)
  const turn = turnOf({ ...old, failingSince, gaveUp }, failed.now)
  const same = old.failingSince && gaveUp === old.gaveUp && restsUntil === old.restsUntil && turn !== 'warn'
  if (same) return { health: old, turn }
  const warned = turn === 'warn' ? { warnedAt: failed.now.toISOString() } : {}
  return { health: { ...old, failingSince, gaveUp, restsUntil, ...warned, version: old.version + 1 }, turn }
}
