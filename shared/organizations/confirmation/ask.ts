import { system } from '../../access/actor.ts'
import type { Deps } from '../../deps.ts'
import { forOrganization, record } from '../../events/record.ts'
import { announce } from '../../ledger/announce.ts'
import { onFreshRead } from '../../storage/fresh.ts'
import type { Item } from '../../storage/store.ts'
import { findOrganization, listOrganizations } from '../repository.ts'
import type { Organization } from '../schema.ts'
import { type Asked, askedAs, findAsked, putAsked } from './asked.ts'
import { isToBeAsked, waveSize } from './due.ts'
import { findRound, putRound } from './round.ts'

const toBeAsked = ({ clock }: Pick<Deps, 'clock'>, { contacts }: Organization, { at }: Asked) =>
  contacts.filter((contact) => isToBeAsked(contact, at[askedAs(contact)], clock.now()))

/** Asks the contacts of one organization who are to be asked, and answers how many they were. */
const askOrganization = (deps: Deps, id: Organization['id']) =>
  onFreshRead(async () => {
    const organization = await findOrganization(deps.store, id)
    const [before] = await findAsked(deps.store, [id])
    const asked = organization && before ? toBeAsked(deps, organization, before) : []
    if (!organization || !before || asked.length === 0) return 0
    const told = announce(deps, {
      kind: 'notice',
      subject: id,
      recipients: {
        of: 'contacts',
        contacts: asked.map((contact) => ({ organizationId: id, contactId: contact.id })),
      },
      content: { key: 'confirm-contact', params: { organization: organization.name }, action: true },
      opens: 'confirm',
    })
    const now = deps.clock.now().toISOString()
    await deps.store.transact([
      putAsked(organization, before, Object.fromEntries(asked.map((contact) => [askedAs(contact), now]))),
      ...told.actions,
      record(deps, system, {
        type: 'contact.asked',
        subject: id,
        audience: forOrganization(id),
        data: { contacts: asked.length },
        notifications: [told.id],
      }),
    ])
    return asked.length
  })

/** So many organizations are looked at in one wave at most. */
const mostRead = 2000

/**
 * One wave: goes on in the roster where the last one ended, and asks whoever has not confirmed for half a year, as
 * many as the hour allows. A wave that comes twice finds them asked.
 */
export const askNextWave = async (deps: Deps): Promise<void> => {
  const round = await findRound(deps.store)
  if (!round) return
  let left = waveSize(round.startedAt, deps.clock.now())
  let read = 0
  let after = round.after
  let next: Item | undefined
  do {
    // A small page: whoever is passed over because the wave is full waits for the next one.
    const page = await listOrganizations(deps.store, {}, { limit: Math.min(50, Math.max(1, left)), after })
    const asked = await findAsked(
      deps.store,
      page.items.map(({ id }) => id),
    )
    for (const [at, organization] of page.items.entries())
      if (toBeAsked(deps, organization, asked[at]!).length > 0)
        left -= await askOrganization(deps, organization.id)
    read += page.items.length
    next = page.next
    after = next
  } while (next && left > 0 && read < mostRead)
  await deps.store.write(putRound(round, { startedAt: round.startedAt, ...(next && { after: next }) }))
}
