import * as z from 'zod'
import type { Actor } from '../access/actor.ts'
import { permitToKnow } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { idOf } from '../ids.ts'
import { type DeliveryState, deliveryStates } from '../ledger/delivery.ts'
import { findSeal } from '../ledger/manifest.ts'
import { deliveriesPage, type LedgerLine } from '../ledger/read.ts'
import type { Item, Store } from '../storage/store.ts'
import { allAnswers } from './answers/repository.ts'
import { messageType } from './content.ts'
import type { Issue } from './issue.ts'
import { getAlert } from './repository.ts'

/** Seconds after the issue. */
const span = z.object({ count: z.int(), first: z.number(), last: z.number() }).meta({ id: 'TimingSpan' })
type Span = z.infer<typeof span>

export const timings = z
  .object({
    /** An exercise's are for learning, and count as no alarm. */
    exercise: z.boolean(),
    issues: z.array(
      z.object({
        revision: z.int(),
        messageType,
        notificationId: idOf('notification'),
        issuedAt: z.iso.datetime(),
        contacts: z.int(),
        /** Until everybody to be told was known; absent while that goes on. */
        expanded: z.number().optional(),
        /** When the first and the last delivery came into each state that any came into. */
        states: z.partialRecord(z.enum(deliveryStates), span),
      }),
    ),
    /** After the first issue. */
    answers: span.optional(),
  })
  .meta({ id: 'AlertTimings' })

const secondsFrom = (start: string, at: string) => (Date.parse(at) - Date.parse(start)) / 1000

const widened = (before: Span | undefined, at: number): Span => ({
  count: (before?.count ?? 0) + 1,
  first: Math.min(before?.first ?? at, at),
  last: Math.max(before?.last ?? at, at),
})

type States = Partial<Record<DeliveryState, Span>>

/** When the first and the last of some deliveries came into each state, in seconds after the issue. */
export const spansOf = (lines: readonly LedgerLine[], issuedAt: string): States => {
  const states: States = {}
  for (const line of lines) countLine(states, line, issuedAt)
  return states
}

/** Counts a delivery once for each state it came into, by the first time. */
const countLine = (states: States, { log }: LedgerLine, issuedAt: string) => {
  const seen = new Set<DeliveryState>()
  for (const { state, at } of log) {
    if (seen.has(state)) continue
    seen.add(state)
    states[state] = widened(states[state], secondsFrom(issuedAt, at))
  }
}

const ofIssue = async (
  store: Store,
  {
    revision,
    messageType,
    notificationId,
    issuedAt,
  }: Pick<Issue, 'revision' | 'messageType' | 'notificationId' | 'issuedAt'>,
) => {
  const seal = await findSeal(store, notificationId)
  const states: States = {}
  let contacts = 0
  let after: Item | undefined
  do {
    const page = await deliveriesPage(store, notificationId, { limit: 500, after })
    contacts += page.items.length
    for (const line of page.items) countLine(states, line, issuedAt)
    after = page.next
  } while (after)
  const expanded = seal && { expanded: secondsFrom(issuedAt, seal.at) }
  return { revision, messageType, notificationId, issuedAt, contacts, ...expanded, states }
}

/** How long an alert took to reach its audience, state by state, and to be answered. Reads every chunk. */
export const timingsOfAlert = async (
  deps: Deps,
  actor: Actor,
  id: string,
): Promise<z.infer<typeof timings>> => {
  permitToKnow(actor, 'alert.read-deliveries', 'alert')
  const { issues, content } = await getAlert(deps.store, id)
  const told = []
  for (const issue of issues) told.push(await ofIssue(deps.store, issue))
  const [first] = issues
  const given = first ? (await allAnswers(deps.store, id)).filter(({ answer }) => answer !== null) : []
  const answers = given.reduce<Span | undefined>(
    (before, { at, earlier }) => widened(before, secondsFrom(first!.issuedAt, earlier.at(-1)?.at ?? at)),
    undefined,
  )
  return { exercise: content.exercise, issues: told, ...(answers && { answers }) }
}
