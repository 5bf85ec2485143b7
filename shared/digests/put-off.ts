import { type AgendaRow, schedule } from '../agenda/agenda.ts'
import type { Deps } from '../deps.ts'
import type { Entry } from '../ledger/manifest.ts'
import type { Contact } from '../organizations/schema.ts'
import { nextMorning } from './morning.ts'
import { putWaiting, type Waiting } from './repository.ts'

/** Comes again until nothing waits. */
const patience = 900

const digestRow = ({ contactId, organizationId }: Entry, dueAt: string): AgendaRow => ({
  id: `digest-${contactId}-${dueAt}`,
  kind: 'digest',
  dueAt,
  every: patience,
  subject: contactId,
  data: { organizationId },
})

export interface PutOff {
  readonly entry: Entry
  readonly contact: Pick<Contact, 'timeZone' | 'preferences'>
}

/** Puts a notice off until each contact's next morning. Before their deliveries say so: what is put off twice is once. */
export const putOff = async (
  deps: Pick<Deps, 'store' | 'clock'>,
  notice: Waiting,
  all: readonly PutOff[],
): Promise<void> => {
  const now = deps.clock.now()
  await deps.store.writeMany(
    all.flatMap(({ entry, contact }) => [
      putWaiting(entry.contactId, notice),
      schedule(digestRow(entry, nextMorning(contact, now))),
    ]),
  )
}
