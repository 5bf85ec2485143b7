import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type KeyringDocument, signingWith, withKey } from '../../../shared/keyring.ts'
import { findKeys, writeKeys } from '../../local/data-dir.ts'
import { functions } from '../../topology.ts'
import type { AwsPlace } from '../aws-place.ts'
import { keysOnAws, startAnew } from './on-aws.ts'
import { idsOf } from './stopped.ts'

/** Says of itself when it was made: `k261126`, and `k261126a`, `k261126b` … for others of that day. */
const newIdIn = (document: KeyringDocument, now: Date) => {
  const day = `k${now.toISOString().slice(2, 10).replaceAll('-', '')}`
  const free = ['', ...'abcdefghijklmnopqrstuvwxyz']
    .map((letter) => day + letter)
    .find((id) => !(id in document))
  if (!free) throw new Error('Keys were rotated twenty-seven times today; wait for tomorrow')
  return free
}

/** A key after the current one was published, and the command then broken off: it is gone on with. */
const publishedIn = (document: KeyringDocument) => {
  const ids = idsOf(document)
  return ids.slice(ids.indexOf(document.current) + 1).at(-1)
}

/** One process reads both steps at once, so that they can be one. */
export const rotateLocal = (dataDir: string, now: Date): string => {
  const before = findKeys(dataDir)
  if (!before) throw new Error(`There are no signing keys in ${dataDir}: has npm start run here?`)
  const id = newIdIn(before, now)
  writeKeys(dataDir, signingWith(withKey(before, id, randomBytes(32)), id))
  return id
}

/** The longest that a function goes on by what it read when it started, in milliseconds. */
const longestRun = Math.max(...Object.values(functions).map(({ timeout }) => timeout)) * 1000

interface Around {
  readonly now: Date
  readonly say: (line: string) => void
  readonly wait?: (milliseconds: number) => Promise<unknown>
}

/**
 * In two steps, since functions start at different times: first every one of them knows the new key, then they sign
 * with it. Broken off and begun again, it goes on with the key that is published already.
 */
export const rotateOnAws = async (place: AwsPlace, { now, say, wait = sleep }: Around): Promise<string> => {
  const { read, write } = keysOnAws(place)
  const before = await read()
  const id = publishedIn(before) ?? newIdIn(before, now)
  const published = id in before ? before : withKey(before, id, randomBytes(32))
  if (published !== before) await write(published)
  say(`The key ${id} is published. Every function starts anew, to know it before it signs.`)
  await startAnew(place, `${id}-published`)
  say(`What runs by the old keys alone comes to its end: ${longestRun / 1000} seconds.`)
  await wait(longestRun)
  await write(signingWith(published, id))
  await startAnew(place, `${id}-signs`)
  return id
}
