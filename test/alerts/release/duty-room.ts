import PostalMime from 'postal-mime'
import type { GrantKind } from '../../../shared/access/actor.ts'
import { putGrant } from '../../../shared/identity/grants.ts'
import { getOrganization } from '../../../shared/organizations/repository.ts'
import { getSettings, putSettings } from '../../../shared/settings/repository.ts'
import type { Settings } from '../../../shared/settings/schema.ts'
import { createDesk, type Joined } from '../desk.ts'

/** A desk whose alliance holds what it approves for two minutes, with coordinators in the roster who get mail. */
export const createDutyRoom = async () => {
  const desk = await createDesk()
  const { world, pump, alliance } = desk

  const set = async (change: Partial<Settings>) => {
    const before = await getSettings(world.deps.store)
    await world.deps.store.write(putSettings(before, { ...before, ...change, version: before.version + 1 }))
  }
  await set({ holdSeconds: 120 })

  const putGrants = async ({ organizationId }: Joined, grants: GrantKind[]) => {
    const organization = await getOrganization(world.deps.store, organizationId)
    const contacts = organization.contacts.map((each) => ({ ...each, grants }))
    const put = { ...organization, contacts, pk: organization.id, sk: 'organization' }
    await world.deps.store.write({ table: 'members', put })
  }

  /** A coordinator with a mailbox, and a token. */
  const coordinator = async (name: string) => {
    const joined = await desk.join(name)
    const { store } = world.deps
    const now = world.clock.now().toISOString()
    await store.write(
      putGrant({
        ...{ organizationId: joined.organizationId, contactId: joined.contactId, kind: 'coordinator' },
        ...{ status: 'confirmed', proposedBy: { kind: 'system' }, proposedAt: now },
      }),
    )
    await putGrants(joined, ['coordinator'])
    const token = await world.tokenFor({
      organizationId: joined.organizationId,
      contactId: joined.contactId,
      grants: ['coordinator'],
    })
    return { ...joined, token }
  }

  const drafted = async (change: object = {}) => {
    const { id } = await alliance.draft(change)
    const { digest } = await desk.submit(id)
    return { id: id as string, digest }
  }
  const held = async (change: object = {}) => {
    const one = await drafted(change)
    const answer = await desk.approve(one.id, { digest: one.digest })
    if (answer.status !== 200) throw new Error(answer.text)
    return { ...one, answer: answer.json }
  }

  const mailsTo = ({ email }: Pick<Joined, 'email'>) => world.mail.sent.filter(({ to }) => to === email)
  const lastMailTo = async (joined: Pick<Joined, 'email'>) => PostalMime.parse(mailsTo(joined).at(-1)!.raw)
  /** Who has been told anything, reminders of an alert aside. */
  const told = () =>
    world.mail.sent
      .filter(({ tags }) => tags['kind'] !== 'alert-reminder')
      .map(({ to }) => to)
      .sort()
  const halt = (id: string, token = desk.coordinator) => desk.post(`/${id}/halt`, undefined, token)
  const resume = (id: string, token = desk.coordinator) => desk.post(`/${id}/resume`, undefined, token)
  const state = async (id: string) => (await desk.read(id)).state as string
  /** Hours, in steps in which the clock ticks. */
  const passHours = async (hours: number) => {
    for (let each = 0; each < hours; each++) await pump.pass(3600)
  }
  return {
    ...desk,
    set,
    drafted,
    held,
    coordinatorNamed: coordinator,
    withoutGrants: (joined: Joined) => putGrants(joined, []),
    mailsTo,
    lastMailTo,
    told,
    halt,
    resume,
    state,
    passHours,
  }
}

export type DutyRoom = Awaited<ReturnType<typeof createDutyRoom>>
