import { type Actor, stampOf, system } from '../../access/actor.ts'
import { forbidden } from '../../access/permit.ts'
import { type AgendaRow, schedule, unschedule } from '../../agenda/agenda.ts'
import type { Deps } from '../../deps.ts'
import type { EventType } from '../../events/schema.ts'
import { announce } from '../../ledger/announce.ts'
import { contactsReached } from '../../ledger/reach.ts'
import { momentFrom } from '../../meetings/reminders/waking.ts'
import { findOrganization, getOrganization } from '../../organizations/repository.ts'
import type { Contact } from '../../organizations/schema.ts'
import type { LetterContent } from '../../rendering/mails/letter.ts'
import { getSettings } from '../../settings/repository.ts'
import { revise } from '../../storage/collection.ts'
import { onFreshRead, requireVersion } from '../../storage/fresh.ts'
import { openTask } from '../../tasks/open.ts'
import { cannotBecome, nobodySigned, nobodyToTell, noTrialForDiscreet, tryFirst } from './errors.ts'
import { happened } from './happened.ts'
import { findSlot } from './limit.ts'
import { everySignature, letters } from './repository.ts'
import { type Letter, reachableFrom, type Signature } from './schema.ts'
import { deadlineRow, enterToWrite, isKeptFrom } from './write.ts'

interface Named {
  readonly id: string
  readonly version?: number | undefined
}

const close = (deps: Deps, actor: Actor, before: Letter) => {
  const after = revise(before, { state: 'closed' as const }, deps.clock.now())
  return deps.store
    .transact([
      ...letters.replace(before, after),
      unschedule(deadlineRow(before)),
      happened(deps, actor, 'letter.closed', after),
    ])
    .then(() => after)
}

/** Ends signing before its time. */
export const closeLetter = async (deps: Deps, actor: Actor, { id, version }: Named): Promise<Letter> => {
  const before = await enterToWrite(deps, actor, id)
  requireVersion('letter', before, version)
  if (!reachableFrom.closed.includes(before.state)) throw cannotBecome(before.state, 'closed')
  return close(deps, actor, before)
}

/** The deadline has come; nothing where it was moved, or signing has ended. */
export const closeSigningWhenDue = (deps: Deps, id: string): Promise<void> =>
  onFreshRead(async () => {
    const before = await letters.find(deps.store, id)
    if (before?.state !== 'open' || new Date(before.signBy) > deps.clock.now()) return
    await close(deps, system, before)
  })

/** What the target reads: the text that was signed, by whom, and who sends it. */
const contentOf = async (
  deps: Deps,
  { id, texts, asks, organizationId, digest }: Letter,
  { signatures, trial }: { signatures: readonly Signature[]; trial: boolean },
): Promise<LetterContent> => {
  const author = await getOrganization(deps.store, organizationId)
  return {
    letterId: id,
    texts,
    asks: asks.map(({ action }) => action),
    author: author.name,
    signers: signatures.map(({ name }) => name).sort((a, b) => a.localeCompare(b)),
    digest,
    trial,
  }
}

const isDiscreet = async (deps: Deps, organizationId: string, contactId: string) =>
  (await findOrganization(deps.store, organizationId))?.contacts.some(
    ({ id, discreet }) => id === contactId && discreet,
  )

/** Sends the letter to whoever asks for it, as its target would get it. */
export const tryLetter = async (deps: Deps, actor: Actor, { id, version }: Named): Promise<Letter> => {
  const before = await enterToWrite(deps, actor, id)
  requireVersion('letter', before, version)
  if (before.state !== 'closed') throw cannotBecome(before.state, 'scheduled')
  const { contactId, organizationId } = stampOf(actor)
  if (!contactId || !organizationId) throw forbidden()
  if (await isDiscreet(deps, organizationId, contactId)) throw noTrialForDiscreet()
  const signatures = await everySignature(deps.store, id)
  if (signatures.length === 0) throw nobodySigned()
  const told = announce(deps, {
    kind: 'letter',
    subject: id,
    recipients: { of: 'contacts', contacts: [{ organizationId, contactId }] },
    content: await contentOf(deps, before, { signatures, trial: true }),
  })
  const after = revise(before, { tried: true }, deps.clock.now())
  await deps.store.transact([
    ...letters.replace(before, after),
    ...told.actions,
    happened(deps, actor, 'letter.tried', after, { notifications: [told.id] }),
  ])
  return after
}

/** At the target a letter is read in office hours, on days that its reader works. */
const officeHoursOf = ({ timeZone, preferences }: Pick<Contact, 'timeZone' | 'preferences'>) => ({
  ...{ from: 9, to: 17, timeZone },
  weekend: preferences?.weekend ?? [6, 7],
})

/** Who reads it at the target; nobody where none can be reached, or the target has come to be withheld since. */
const readerAt = async (deps: Deps, letter: Letter) => {
  const target = await getOrganization(deps.store, letter.targetId)
  const contacts = target.contacts.filter(({ discreet }) => !discreet)
  const [contact] = contactsReached({ ...target, contacts }, 'first')
  if (!contact || contact.suppressed || (await isKeptFrom(deps, letter, target))) return undefined
  return contact
}

const deliveryRow = (id: string, dueAt: string): AgendaRow => ({
  id: `letter-delivery-${id}`,
  kind: 'letter-delivery',
  dueAt,
  subject: id,
})

const setDue = (deps: Deps, actor: Actor, type: EventType, before: Letter, dueAt: string) => {
  const after = revise(before, { state: 'scheduled' as const, dueAt }, deps.clock.now())
  return deps.store
    .transact([
      ...letters.replace(before, after),
      schedule(deliveryRow(before.id, dueAt)),
      happened(deps, actor, type, after),
    ])
    .then(() => after)
}

/** Has a letter go out at the next office hour of its target. */
export const deliverLetter = async (deps: Deps, actor: Actor, { id, version }: Named): Promise<Letter> => {
  const before = await enterToWrite(deps, actor, id)
  requireVersion('letter', before, version)
  if (!reachableFrom.scheduled.includes(before.state)) throw cannotBecome(before.state, 'scheduled')
  if (!before.tried) throw tryFirst()
  const reader = await readerAt(deps, before)
  if (!reader) throw nobodyToTell()
  const dueAt = momentFrom(deps.clock.now().toISOString(), officeHoursOf(reader))
  return setDue(deps, actor, 'letter.scheduled', before, dueAt)
}

/** There is nobody to send it to: it waits again for whoever wrote it, and a coordinator hears of it. */
const giveBack = async (deps: Deps, before: Letter) => {
  const after = revise(before, { state: 'closed' as const, dueAt: undefined }, deps.clock.now())
  const cause = before.dueAt ?? ''
  const task = await openTask(deps, { kind: 'letter-undeliverable', subject: before.id, cause })
  await deps.store.transact([
    ...letters.replace(before, after),
    ...task.actions,
    happened(deps, system, 'letter.returned', after),
  ])
}

/**
 * Mails a letter whose moment has come, with the list of who signed it: once, in office hours, and no more letters
 * to one target than are set; otherwise its moment moves on.
 */
export const deliverWhenDue = (deps: Deps, id: string): Promise<void> =>
  onFreshRead(async () => {
    const before = await letters.find(deps.store, id)
    const now = deps.clock.now()
    if (before?.state !== 'scheduled' || !before.dueAt || new Date(before.dueAt) > now) return
    const { targetId: organizationId } = before
    const contact = await readerAt(deps, before)
    if (!contact) {
      await giveBack(deps, before)
      return
    }
    const waking = officeHoursOf(contact)
    const { lettersPerTarget } = (await getSettings(deps.store)).advocacy
    const slot = await findSlot(deps.store, { targetId: organizationId, now, most: lettersPerTarget })
    const at = momentFrom(slot.free ? now.toISOString() : slot.nextWeek, waking)
    if (at > now.toISOString()) {
      await setDue(deps, system, 'letter.scheduled', before, at)
      return
    }
    const signatures = await everySignature(deps.store, id)
    const told = announce(deps, {
      kind: 'letter',
      subject: id,
      recipients: { of: 'contacts', contacts: [{ organizationId, contactId: contact.id }] },
      content: await contentOf(deps, before, { signatures, trial: false }),
    })
    const change = {
      state: 'delivered' as const,
      deliveredAt: now.toISOString(),
      signers: signatures.length,
      dueAt: undefined,
    }
    const after = revise(before, change, now)
    await deps.store.transact([
      ...letters.replace(before, after),
      ...slot.take(id),
      ...told.actions,
      happened(deps, system, 'letter.delivered', after, {
        data: { signers: signatures.length },
        notifications: [told.id],
      }),
    ])
  })
