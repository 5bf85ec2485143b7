import { createHash } from 'node:crypto'
import { nobody } from '../access/actor.ts'
import { canonical } from '../canonical.ts'
import { type CapMessage, readCap } from '../cap/message.ts'
import type { Deps } from '../deps.ts'
import { tellDuty } from '../duty/on-duty.ts'
import { forCoordinators, record } from '../events/record.ts'
import { nothingTold } from '../ledger/announce.ts'
import { newRecord } from '../storage/collection.ts'
import { onFreshRead } from '../storage/fresh.ts'
import { openTask } from '../tasks/open.ts'
import { distinct } from '../text.ts'
import { breaksRules, identifierReused, senderNotTrusted } from './errors.ts'
import { flagsOf } from './flags.ts'
import { idOfMessage, incomingAlerts } from './repository.ts'
import type { Hub, IncomingAlert } from './schema.ts'
import type { Signed } from './signature.ts'
import { trustedHub } from './trust.ts'

/** Whether somebody may have to act on it at once. */
const isAlarm = ({ status, msgType }: CapMessage) =>
  status === 'Actual' && msgType !== 'Ack' && msgType !== 'Error'

const digestOf = (message: CapMessage) => createHash('sha256').update(canonical(message)).digest('base64url')

/** Of what a message refers to, so much is looked for. */
const mostFollowed = 20

interface Held {
  readonly incoming: IncomingAlert
  /** Whether it had come before. */
  readonly isKnown: boolean
}

/** Holds a message for a coordinator: a task waits, and whoever is on duty is told of what may be an alarm. */
const hold = (deps: Deps, hub: Hub, message: CapMessage): Promise<Held> =>
  onFreshRead(async () => {
    const id = idOfMessage(message)
    const digest = digestOf(message)
    const known = await incomingAlerts.find(deps.store, id)
    if (known && known.digest !== digest) throw identifierReused()
    if (known) return { incoming: known, isKnown: true }
    const now = deps.clock.now()
    const named = distinct(message.references.map(idOfMessage))
    const earlier = await incomingAlerts.findMany(deps.store, named.slice(0, mostFollowed))
    const follows = earlier.map((each) => each.id)
    const incoming: IncomingAlert = {
      ...{ id, hubId: hub.id, message, digest, follows },
      flags: flagsOf(message, { isWhole: follows.length === named.length, now }),
      status: 'open',
      ...newRecord(now),
    }
    const task = await openTask(deps, { kind: 'incoming-alert', subject: id })
    const { status, msgType } = message
    const told = isAlarm(message)
      ? await tellDuty(deps, {
          subject: id,
          key: 'incoming-alert-waits',
          params: { hub: hub.name },
          urgent: true,
        })
      : nothingTold
    await deps.store.transact([
      ...incomingAlerts.create(incoming),
      ...task.actions,
      ...told.actions,
      record(deps, nobody, {
        type: 'incoming-alert.received',
        subject: id,
        audience: forCoordinators,
        data: { hubId: hub.id, status, msgType },
        notifications: told.notifications,
      }),
    ])
    return { incoming, isKnown: false }
  })

/**
 * Takes a CAP message that a trusted hub has signed. It is read by every rule of CAP 1.2, and known by its sender and
 * identifier: the same again is the same, however it comes.
 */
export const receiveAlert = async (deps: Deps, hubId: string, signed: Signed): Promise<Held> => {
  const hub = await trustedHub(deps, hubId, signed)
  const read = readCap(signed.body)
  if ('broken' in read) throw breaksRules(read.broken)
  if (!hub.senders.includes(read.message.sender)) throw senderNotTrusted()
  return hold(deps, hub, read.message)
}
