import { describe, expect, it } from 'vitest'
import { canonical } from '../../shared/canonical.ts'
import { witnessChunk } from '../../shared/evidence/chunks.ts'
import { forgetContact } from '../../shared/evidence/forget.ts'
import { faultsOf } from '../../shared/evidence/verify.ts'
import type { Store } from '../../shared/storage/store.ts'
import { createAlliance } from '../support/alliance.ts'
import { createPump, queueEvent, sesEvent } from '../support/pump.ts'
import { Wire } from '../support/wire.ts'
import { createWorld } from '../support/world.ts'

/** A store that does something else just before its n-th request, counted from one, if it comes so far. */
const interrupted = (plain: Store, at: number, work: () => Promise<unknown>) => {
  let count = 0
  const each =
    <A extends unknown[], R>(request: (...given: A) => Promise<R>) =>
    async (...given: A) => {
      count++
      if (count === at) await work()
      return request(...given)
    }
  const store: Store = {
    ...plain,
    get: each(plain.get),
    getMany: each(plain.getMany),
    query: each(plain.query),
    write: each(plain.write),
    transact: each(plain.transact),
  }
  return { store, wasInterrupted: () => count >= at }
}

/** An alert that was told and delivered; with `entries` of its evidence already there, and news since. */
const createRoom = async (entries: 0 | 1) => {
  const wire = new Wire()
  const world = await createWorld({ client: wire.wrap })
  const pump = createPump(world, wire)
  const alliance = await createAlliance(world)
  const { contacts } = await alliance.organization({ name: 'Harbour Watch' }, [
    { email: 'desk@harbour.example.org' },
    { email: 'other@harbour.example.org', role: 'alternate' },
  ])
  const contactId = contacts[0]!.id
  const alertId = await alliance.issue(pump, { level: 'emergency' })
  await pump.feedBack()
  const { notificationId } = await alliance.ledger(alertId)
  if (entries === 1) {
    await witnessChunk(world.deps, notificationId, 1)
    const theirs = world.mail.sent.find(({ to }) => to.startsWith('desk@harbour'))!
    const bounce = { bounce: { bounceType: 'Permanent', bounceSubType: 'General', bouncedRecipients: [] } }
    await pump.functions['mail-feedback'](queueEvent([sesEvent(theirs, 'Bounce', bounce)]))
  }
  const forget = (store = world.deps.store) =>
    forgetContact({ store }, { notificationId, chunk: 1, contactId })
  const witness = (store = world.deps.store) => witnessChunk({ ...world.deps, store }, notificationId, 1)
  /** What is wrong afterwards: an opening of theirs that is left, an entry that is missing, evidence that is broken. */
  const wrong = async () => {
    const path = `/v1/alerts/${alertId}/evidence`
    const { text } = await world.call(alliance.coordinator, 'GET', path)
    const { status } = await world.call(alliance.coordinator, 'GET', `${path}/openings/${contactId}`)
    const evidence = JSON.parse(text)
    const chunks = evidence.entries.filter(
      ({ body }: { body: { kind: string } }) => body.kind === 'deliveries',
    )
    return {
      openings: status === 404 ? [] : ['an opening'],
      entries: chunks.length - entries,
      faults: faultsOf(`${canonical(evidence)}\n`, evidence.keys),
    }
  }
  return { world, forget, witness, wrong }
}

const right = { openings: [], entries: 1, faults: [] }

/** Does something with a first, a second request that is interrupted, until there are no more. */
const atEachRequest = async (work: (at: number) => Promise<boolean>) => {
  let at = 1
  while (await work(at)) at++
  expect(at).toBeGreaterThan(3)
}

describe.each([0, 1] as const)(
  'who is forgotten while evidence is written, of which there are %i entries',
  (entries) => {
    it('is in none of it, wherever the writing is interrupted by the forgetting', async () => {
      await atEachRequest(async (at) => {
        const room = await createRoom(entries)
        const { store, wasInterrupted } = interrupted(room.world.deps.store, at, () => room.forget())
        await room.witness(store)
        if (wasInterrupted()) expect({ at, ...(await room.wrong()) }).toEqual({ at, ...right })
        return wasInterrupted()
      })
    })

    it('is in none of it, wherever the forgetting is interrupted by the writing', async () => {
      await atEachRequest(async (at) => {
        const room = await createRoom(entries)
        const { store, wasInterrupted } = interrupted(room.world.deps.store, at, () => room.witness())
        await room.forget(store)
        if (wasInterrupted()) expect({ at, ...(await room.wrong()) }).toEqual({ at, ...right })
        return wasInterrupted()
      })
    })

    it('is in none of it, whatever comes in of them afterwards', async () => {
      const room = await createRoom(entries)
      await room.forget()
      await room.witness()
      expect(await room.wrong()).toEqual(right)
    })
  },
)
