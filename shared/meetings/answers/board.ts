import { wholeManifest } from '../../ledger/manifest.ts'
import { findOrganizations } from '../../organizations/repository.ts'
import type { Organization } from '../../organizations/schema.ts'
import type { Store } from '../../storage/store.ts'
import { distinct } from '../../text.ts'
import { statusOf } from '../capacity/place.ts'
import { allAnswers, type PageOf } from '../repository.ts'
import type { Meeting } from '../schema.ts'
import { isWithdrawn } from '../standing.ts'
import { type Rsvp, rsvpAnswers } from './rsvp.ts'

/** One invited contact; who is silent has no answer. */
export interface Place extends Pick<Rsvp, 'contactId' | 'organizationId'> {
  readonly rsvp?: Rsvp | undefined
  /** Without an answer, and discreet: they need not give one, and are neither asked again nor counted as silent. */
  readonly excused?: boolean
}

/** Everybody invited at first or later, less those uninvited since; corrections may still be going out. */
export const invitedContacts = async (store: Store, meeting: Meeting): Promise<Place[]> => {
  const manifests = [meeting.notificationIds[0]!, ...meeting.additions]
  const told = (
    await Promise.all(manifests.map((id) => wholeManifest(store, id)))
  ).flat() as unknown as Place[]
  const each = new Map(
    told.map(({ contactId, organizationId }) => [contactId, { contactId, organizationId }]),
  )
  return [...each.values()].filter(({ contactId }) => !isWithdrawn(meeting, contactId))
}

/** Silence is the manifest less the answers; who joined later and answered follows at the end. */
export const seat = (told: readonly Place[], answers: readonly Rsvp[]): Place[] => {
  const open = new Map(answers.map((rsvp) => [rsvp.contactId, rsvp]))
  const seated = told.map((place) => {
    const rsvp = open.get(place.contactId)
    open.delete(place.contactId)
    return { ...place, rsvp }
  })
  const late = [...open.values()].map((rsvp) => ({
    contactId: rsvp.contactId,
    organizationId: rsvp.organizationId,
    rsvp,
  }))
  return [...seated, ...late]
}

const answerOf = ({ rsvp, excused }: Place) => rsvp?.answer ?? (excused ? 'excused' : 'silent')

/** An organization's answer is the best of its contacts'. */
const answerOfAll = (places: readonly Place[]) =>
  rsvpAnswers.find((answer) => places.some((place) => answerOf(place) === answer)) ??
  (places.every(({ excused }) => excused) ? 'excused' : 'silent')

const tally = (answers: readonly ReturnType<typeof answerOf>[]) => {
  const count = (which: string) => answers.filter((answer) => answer === which).length
  return {
    invited: answers.length,
    accepted: count('accepted'),
    tentative: count('tentative'),
    declined: count('declined'),
    silent: count('silent'),
  }
}

export const countAnswers = (places: readonly Place[]) => ({
  contacts: tally(places.map(answerOf)),
  organizations: tally(
    [...Map.groupBy(places, ({ organizationId }) => organizationId).values()].map(answerOfAll),
  ),
  delegates: places.reduce((sum, { rsvp }) => sum + (statusOf(rsvp) === 'taken' ? rsvp!.delegates : 0), 0),
})

const excuse = (places: readonly Place[], organizations: readonly Organization[]): Place[] => {
  const discreet = new Set(
    organizations.flatMap(({ contacts }) => contacts.filter((each) => each.discreet).map(({ id }) => id)),
  )
  return places.map((place) =>
    !place.rsvp?.answer && discreet.has(place.contactId) ? { ...place, excused: true } : place,
  )
}

/** What was answered; to one of a series, what was said of all of it where nothing was said of this one. */
const standingAnswers = async (store: Store, { id, occurrence }: Meeting): Promise<Rsvp[]> => {
  if (!occurrence) return allAnswers(store, id)
  const [own, ofAll] = await Promise.all([allAnswers(store, id), allAnswers(store, occurrence.seriesId)])
  const said = own.filter(({ answer }) => answer)
  const apart = new Set(said.map(({ contactId }) => contactId))
  return [...said, ...ofAll.filter(({ contactId }) => !apart.has(contactId))]
}

/** Everybody invited now, with what they answered; who need not is not excused yet. */
export const answersOf = async (store: Store, meeting: Meeting): Promise<Place[]> => {
  const [told, answers] = await Promise.all([
    invitedContacts(store, meeting),
    standingAnswers(store, meeting),
  ])
  const standing = answers.filter(({ contactId }) => !isWithdrawn(meeting, contactId))
  return seat(told, standing)
}

/** Places of which the discreet are excused, with the organizations that they are of. */
export const excused = async (store: Store, places: readonly Place[]) => {
  const ids = distinct(places.map(({ organizationId }) => organizationId))
  const organizations = await findOrganizations(store, ids)
  return { places: excuse(places, organizations), organizations }
}

/** Everybody invited now, with what they answered. */
export const seats = async (store: Store, meeting: Meeting): Promise<Place[]> =>
  (await excused(store, await answersOf(store, meeting))).places

/** A page of what was read whole. */
export const pageWithin = <T>(all: readonly T[], { after, limit }: PageOf) => {
  const start = Number(after?.['at'] ?? 0)
  const end = start + limit
  return { items: all.slice(start, end), next: end < all.length ? { at: end } : undefined }
}
