import { type AgendaRow, schedule } from '../agenda/agenda.ts'
import type { Deps } from '../deps.ts'
import type { Entry } from '../ledger/manifest.ts'
import type { Contact } from '../organizations/schema.ts'
import type { Action } from '../storage/store.ts'
import { nextMorning } from './morning.ts'
import { putWaiting, putWaitingPost, type Waiting } from './repository.ts'

/** Comes again until nothing waits. */
const patience = 900

const digestRow = ({ contactId, organizationId }: Reader, dueAt: string): AgendaRow => ({
  id: `digest-${contactId}-${dueAt}`,
  kind: 'digest',
  dueAt,
  every: patience,
  subject: contactId,
  data: { organizationId },
})

type Reader = Pick<Entry, 'contactId' | 'organizationId'>

export interface PutOff {
  readonly entry: Reader
  readonly contact: Pick<Contact, 'timeZone' | 'preferences'>
}

type Needs = Pick<Deps, 'store' | 'clock'>

const untilMorning = async (
  { store, clock }: Needs,
  all: readonly PutOff[],
  put: (contactId: string) => Action,
): Promise<void> => {
  const now = clock.now()
  await store.writeMany(
    all.flatMap(({ entry, contact }) => [
      put(entry.contactId),
      schedule(digestRow(entry, nextMorning(contact, now))),
    ]),
  )
}

/** Puts a notice off until each contact's next morning. Before their deliveries say so: what is put off twice is once. */
export const putOff = (deps: Needs, notice: Waiting, all: readonly PutOff[]): Promise<void> =>
  untilMorning(deps, all, (contactId) => putWaiting(contactId, notice))

/** Puts a post among what each of its readers gets in their next morning; twice is once. */
export const putOffPost = (deps: Needs, postId: string, all: readonly PutOff[]): Promise<void> =>
  untilMorning(deps, all, (contactId) => putWaitingPost(contactId, postId))
