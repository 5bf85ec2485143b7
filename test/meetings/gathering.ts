import { expand } from '../../shared/ledger/expand.ts'
import { getNotification } from '../../shared/ledger/repository.ts'
import { mintLink } from '../../shared/links/link.ts'
import { enlistMeeting } from '../../shared/meetings/enlist.ts'
import { getMeeting } from '../../shared/meetings/repository.ts'
import { getOrganization } from '../../shared/organizations/repository.ts'
import { aContact, anOrganization } from '../support/builders.ts'
import { createWorld, type World } from '../support/world.ts'

export const aMeeting = (change: object = {}) => ({
  title: 'Weekly call',
  agenda: 'What we see\nWhat we do',
  startsAt: '2026-12-01T15:00',
  timeZone: 'Africa/Nairobi',
  durationMinutes: 90,
  location: { kind: 'online', url: 'https://meet.example.org/weekly' },
  ...change,
})

export interface Guest {
  readonly organizationId: string
  readonly contactId: string
  readonly token: string
}

/** An alliance of some members with a contact each, who can be called together. */
export const createGathering = async (names: readonly string[]) => {
  const world = await createWorld()
  const coordinator = await world.tokenFor({ grants: ['coordinator'] })

  const join = async (name: string, contact: object = {}, organization: object = {}): Promise<Guest> => {
    const made = await world.call(
      coordinator,
      'POST',
      '/v1/organizations',
      anOrganization({ name, ...organization }),
    )
    const email = `${name.toLowerCase().replaceAll(' ', '-')}@example.org`
    const path = `/v1/organizations/${made.json.id}/contacts`
    const added = await world.call(coordinator, 'POST', path, aContact({ email, ...contact }))
    const person = { organizationId: made.json.id, contactId: added.json.id }
    return { ...person, token: await world.tokenFor(person) }
  }
  const guests: Guest[] = []
  for (const name of names) guests.push(await join(name))

  const call = (change: object = {}, token = coordinator, headers = {}) =>
    world.call(token, 'POST', '/v1/meetings', aMeeting(change), headers)

  /** What the fan-out does with everything told of a meeting so far. */
  const fanOut = async (meetingId: string) => {
    const { notificationIds } = await getMeeting(world.deps.store, meetingId)
    for (const id of notificationIds) {
      const { notification, content } = await getNotification(world.deps.store, id)
      await expand(world.deps, notification, {
        onChunk: async ({ entries }) => {
          const organizationIds = entries.map(({ organizationId }) => organizationId)
          await world.deps.store.writeMany(enlistMeeting(content, organizationIds))
        },
      })
    }
  }

  const called = async (change: object = {}): Promise<string> => {
    const { json } = await call(change)
    await fanOut(json.id)
    return json.id
  }

  /** What was told of a meeting, oldest first. */
  const told = async (meetingId: string) => {
    const { notificationIds } = await getMeeting(world.deps.store, meetingId)
    return Promise.all(notificationIds.map((id) => getNotification(world.deps.store, id)))
  }

  const answer = (token: string, meetingId: string, contactId: string, said: object) =>
    world.call(token, 'PUT', `/v1/meetings/${meetingId}/rsvps/${contactId}`, said)

  const board = async (meetingId: string, query = '') =>
    world.call(coordinator, 'GET', `/v1/meetings/${meetingId}/rsvps${query}`)

  /** The link that a guest finds in the mail. */
  const linkFor = async (meetingId: string, { organizationId, contactId }: Guest, change: object = {}) => {
    const organization = await getOrganization(world.deps.store, organizationId)
    const { epoch } = organization.contacts.find(({ id }) => id === contactId)!
    const expiresAt = new Date('2027-06-01T00:00:00Z')
    const link = {
      purpose: 'rsvp',
      subject: meetingId,
      contactId,
      organizationId,
      epoch,
      expiresAt,
      ...change,
    } as const
    return `/rsvp/${mintLink(world.deps.keys, link)}`
  }

  return { world, coordinator, guests, join, call, called, fanOut, told, answer, board, linkFor }
}

export type Gathering = Awaited<ReturnType<typeof createGathering>>

export const visit = (world: World, path: string, method = 'GET') => world.call(undefined, method, path)

export const submit = (world: World, path: string, fields: Record<string, string>) =>
  world.call(undefined, 'POST', path, new URLSearchParams(fields).toString(), {
    'Content-Type': 'application/x-www-form-urlencoded',
  })
