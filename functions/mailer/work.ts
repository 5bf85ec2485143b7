import { randomUUID } from 'node:crypto'
import { type AgendaRow, schedule, unschedule } from '../../shared/agenda/agenda.ts'
import type { Deps } from '../../shared/deps.ts'
import {
  advance,
  chunkPartition,
  type Delivery,
  deliveryKey,
  firstDelivery,
} from '../../shared/ledger/delivery.ts'
import type { ChunkHint } from '../../shared/ledger/expand.ts'
import type { Entry } from '../../shared/ledger/manifest.ts'
import { change, findDeliveries, type loadChunk } from '../../shared/ledger/repository.ts'
import { isLookedAtSoon, lookRow } from '../../shared/ledger/totals.ts'
import { doubt, isAbandoned, provenUnsent } from './doubt.ts'

type OrganizationId = Delivery['organizationId']
type Loaded = NonNullable<Awaited<ReturnType<typeof loadChunk>>>

interface Place extends ChunkHint {
  readonly totals: Parameters<typeof isLookedAtSoon>[0]
}

/** One chunk being worked on: its entries, and its deliveries as last seen. */
export class Work {
  readonly #deps: Deps
  readonly #place: Place
  readonly partition: string
  readonly #claimant = randomUUID()
  #look: AgendaRow | undefined
  readonly entries: readonly Entry[]
  readonly deliveries: Map<string, Delivery>
  constructor(deps: Deps, place: Place, { chunk, deliveries }: Loaded) {
    this.#deps = deps
    this.#place = place
    this.partition = chunkPartition(place.notificationId, place.chunk)
    this.entries = chunk.entries
    this.deliveries = deliveries
  }

  /** Moves deliveries on where they still are as last seen; where not, sees them anew. */
  async move(steps: readonly { entry: Entry; to: Delivery | undefined }[]) {
    const changes = steps.flatMap(({ entry: { contactId }, to }) =>
      to ? [{ partition: this.partition, contactId, from: this.deliveries.get(contactId), to }] : [],
    )
    const won = await change(this.#deps.store, changes)
    const lost = changes.filter((_, at) => !won[at])
    for (const [at, { contactId, to }] of changes.entries()) if (won[at]) this.deliveries.set(contactId, to)
    const found = await findDeliveries(
      this.#deps.store,
      lost.map(({ contactId }) => deliveryKey(this.partition, contactId)),
    )
    for (const [at, { contactId }] of lost.entries()) if (found[at]) this.deliveries.set(contactId, found[at])
  }

  step(entry: Entry, step: Parameters<typeof advance>[1]) {
    const from = this.deliveries.get(entry.contactId)
    return {
      entry,
      to: from ? advance(from, step) : firstDelivery(entry.organizationId as OrganizationId, step),
    }
  }

  #soon() {
    return lookRow(this.#place.notificationId, this.#place.chunk, this.#deps.clock.now())
  }

  /**
   * Whoever dies with mails in hand can ask for nothing any more; a row of its own, for others may take off theirs. A
   * chunk that has just been stored is looked at soon in any case, and most are sent by then.
   */
  async #beLookedAfter() {
    if (this.#look || isLookedAtSoon(this.#place.totals, this.#deps.clock.now())) return
    const row = this.#soon()
    this.#look = { ...row, id: `${row.id}-${this.#claimant}` }
    await this.#deps.store.write(schedule(this.#look))
  }

  /** Claims deliveries that nobody has; answers those that are now this mailer's. */
  async claim<C extends { entry: Entry }>(candidates: readonly C[]): Promise<C[]> {
    await this.#beLookedAfter()
    const at = this.#deps.clock.now().toISOString()
    const steps = candidates.map(({ entry }) => {
      const attempt = (this.deliveries.get(entry.contactId)?.attempt ?? 0) + 1
      return this.step(entry, { at, state: 'sending', attempt, claimant: this.#claimant })
    })
    await this.move(steps)
    return candidates.filter(({ entry: { contactId } }) => {
      const mine = this.deliveries.get(contactId)
      return mine?.state === 'sending' && mine.claimant === this.#claimant
    })
  }

  /** Nothing is in hand any more; what is in doubt, or in the hands of others, is looked at again soon. */
  async leave(): Promise<void> {
    const isUnsure = [...this.deliveries.values()].some(
      ({ state }) => state === 'inDoubt' || state === 'sending',
    )
    const actions = [
      ...(isUnsure ? [schedule(this.#soon())] : []),
      ...(this.#look ? [unschedule(this.#look)] : []),
    ]
    if (actions.length > 0) await this.#deps.store.writeMany(actions)
  }

  /** What was being sent when the notification was halted: in doubt, then, once that is certain, unsent. */
  async calm(): Promise<void> {
    const at = this.#deps.clock.now().toISOString()
    const unsent = (await this.open()).filter(
      ({ contactId }) => this.deliveries.get(contactId)?.state === 'inDoubt',
    )
    await this.move(unsent.map((entry) => this.step(entry, { at, state: 'queued', reason: 'halted' })))
  }

  /** Claims without a mark that nobody can be working on any more become doubts; then says who is still to be told. */
  async open(): Promise<Entry[]> {
    const now = this.#deps.clock.now()
    const of = ({ contactId }: Entry) => this.deliveries.get(contactId)
    const abandoned = this.entries.filter((entry) => of(entry) && isAbandoned(of(entry)!, now))
    await this.move(abandoned.map((entry) => ({ entry, to: doubt(of(entry)!, now.toISOString()) })))
    const unsent = await provenUnsent(this.#deps, [...this.deliveries.values()])
    return this.entries.filter((entry) => {
      const delivery = of(entry)
      if (!delivery || delivery.state === 'queued' || delivery.state === 'parked') return true
      return delivery.state === 'inDoubt' && unsent(delivery)
    })
  }
}
