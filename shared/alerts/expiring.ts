import { type Actor, system } from '../access/actor.ts'
import { schedule } from '../agenda/agenda.ts'
import type { Deps } from '../deps.ts'
import { contactsOnDuty } from '../duty/on-duty.ts'
import { staleVersion } from '../errors.ts'
import type { Event } from '../events/schema.ts'
import { findGrant } from '../identity/grants.ts'
import { announce, nothingTold } from '../ledger/announce.ts'
import { formatUtc } from '../rendering/time.ts'
import { onFreshRead } from '../storage/fresh.ts'
import type { Action, Key } from '../storage/store.ts'
import { openTask } from '../tasks/open.ts'
import { settleTask } from '../tasks/settle.ts'
import { hasExpired } from './expiry.ts'
import { happened } from './happened.ts'
import { lastIssued } from './issued.ts'
import { alertUnchanged, getAlert } from './repository.ts'
import type { Alert } from './schema.ts'

const table = 'alerts'
const hour = 3_600_000

/** Hours before its end at which whoever wrote an alert is asked to renew or close it; 0 is the end itself. */
const asks = [72, 24, 0]

const taskOf = (id: string, revision: number) =>
  ({ kind: 'alert-expiring', subject: id, cause: String(revision) }) as const

/** When whoever wrote the revision that goes out is asked, for its transaction; what was asked of the last is done. */
export const planExpiry = async (deps: Deps, actor: Actor, issued: Alert): Promise<Action[]> => {
  const { id, revision, content, issues, touchedBy } = issued
  const earlier = issues.at(-2)
  const settled = earlier ? await settleTask(deps, actor, taskOf(id, earlier.revision)) : []
  if (content.messageType === 'cancel') return settled
  const end = Date.parse(content.expiresAt)
  const ahead = asks.filter((hours) => end - hours * hour > deps.clock.now().getTime())
  const rows = ahead.map((hours) =>
    schedule({
      id: `alert-expiry-${id}-${revision}-${hours}`,
      kind: 'alert-expiry',
      dueAt: new Date(end - hours * hour).toISOString(),
      every: 60,
      subject: id,
      data: { revision, hours, authors: touchedBy.join(' ') },
    }),
  )
  return [...settled, ...rows]
}

/** Those of the authors who are coordinators still; where none is, whoever is on duty. */
const whomToAsk = async (deps: Deps, authors: string) => {
  const ids = authors.split(' ').filter(Boolean)
  const grants = await Promise.all(ids.map((id) => findGrant(deps.store, id, 'coordinator')))
  const held = grants.flatMap((grant) => (grant?.status === 'confirmed' ? [grant] : []))
  const contacts = held.length > 0 ? held : await contactsOnDuty(deps)
  return contacts.map(({ organizationId, contactId }) => ({ organizationId, contactId })).slice(0, 100)
}

const askedKey = (id: string, revision: number, hours: number): Key => ({
  pk: id,
  sk: `asked#${String(revision).padStart(4, '0')}#${hours}`,
})

/**
 * Asks whoever wrote an alert to renew or close it, once for each of the times, and nobody else: that an alert
 * expires is no news for those who were warned. Nothing where it has been renewed or closed.
 */
export const askToRenew = (deps: Deps, id: string, { data }: Pick<Event, 'data'>): Promise<void> =>
  onFreshRead(async () => {
    const revision = Number(data['revision'])
    const hours = Number(data['hours'])
    const alert = await getAlert(deps.store, id)
    const last = alert.issues.at(-1)!
    const { content } = (await lastIssued(deps.store, alert))!
    const isOver = hasExpired(content, deps.clock.now())
    if (last.revision !== revision || content.messageType === 'cancel' || isOver !== (hours === 0)) return
    const asked = askedKey(id, revision, hours)
    if (await deps.store.get(table, asked)) return
    const contacts = await whomToAsk(deps, String(data['authors'] ?? ''))
    const told =
      contacts.length > 0
        ? announce(deps, {
            kind: 'notice',
            subject: id,
            recipients: { of: 'contacts', contacts },
            content: {
              key: isOver ? 'alert-expired' : 'alert-expires',
              params: { reference: last.reference, at: formatUtc(content.expiresAt) },
            },
          })
        : nothingTold
    const dueAt = new Date(content.expiresAt).toISOString()
    const task = await openTask(deps, { ...taskOf(id, revision), dueAt })
    await deps.store.transact([
      // Whoever renews it meanwhile is asked nothing.
      alertUnchanged(alert),
      {
        table,
        put: { at: deps.clock.now().toISOString(), ...asked },
        if: 'absent',
        orElse: () => staleVersion('alert'),
      },
      ...told.actions,
      ...task.actions,
      happened(
        deps,
        system,
        isOver ? 'alert.expired' : 'alert.expiring',
        { ...alert, revision, content },
        {
          data: { hours },
          notifications: told.notifications,
        },
      ),
    ])
  })
