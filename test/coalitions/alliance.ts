import { mintLink } from '../../shared/links/link.ts'
import { mailKinds } from '../../shared/rendering/kinds.ts'
import { aSituation } from '../situations/builders.ts'
import { aContact, anOrganization } from '../support/builders.ts'
import { createWorld, type WorldOptions } from '../support/world.ts'

interface Member {
  readonly id: string
  readonly contactId: string
  readonly token: string
}

/** A world with a coordinator, and short words for what people do with coalitions. */
export const createAlliance = async (options: WorldOptions = {}) => {
  const world = await createWorld(options)
  const coordinator = await world.tokenFor({ grants: ['coordinator'] })
  const post = (path: string, body: object, headers = {}) =>
    world.call(coordinator, 'POST', path, body, headers)

  const organization = async (name: string, change: object = {}, contact: object = {}): Promise<Member> => {
    const { json } = await post('/v1/organizations', anOrganization({ name, ...change }))
    const email = `${name.toLowerCase().replace(/\W+/g, '-')}@member.example.org`
    const made = await post(`/v1/organizations/${json.id}/contacts`, aContact({ email, ...contact }))
    const relation = json.relation as 'member'
    const token = await world.tokenFor({ organizationId: json.id, contactId: made.json.id, relation })
    return { id: json.id, contactId: made.json.id, token }
  }

  const situation = async (change: object = {}) => (await post('/v1/situations', aSituation(change))).json

  const form = async (change: object = {}) => {
    const situationId = (change as { situationId?: string }).situationId ?? (await situation()).id
    const body = { name: 'Riverside', purpose: 'Speak with one voice.', ...change, situationId }
    return (await post('/v1/coalitions', body)).json
  }

  const invite = (
    coalitionId: string,
    organizationIds: readonly string[],
    change: object = {},
    token = coordinator,
  ) => world.call(token, 'POST', `/v1/coalitions/${coalitionId}/invitations`, { organizationIds, ...change })

  const change = (token: string, coalitionId: string, organizationId: string, body: object) =>
    world.call(token, 'PUT', `/v1/coalitions/${coalitionId}/organizations/${organizationId}`, body)

  const joined = async (coalitionId: string, name: string, role = 'participant') => {
    const made = await organization(name)
    await invite(coalitionId, [made.id], { role })
    await change(made.token, coalitionId, made.id, { status: 'joined' })
    return made
  }

  /** Notifications about something, with what they say, oldest first. */
  const told = async (subject: string) => {
    const lists = await Promise.all(
      mailKinds.map((kind) =>
        world.deps.store.query({ table: 'deliveries', partition: `subject#${subject}#${kind}` }),
      ),
    )
    const items = lists.flatMap((list) => list.items).sort((a, b) => (String(a.sk) < String(b.sk) ? -1 : 1))
    return Promise.all(
      items.map(async (item) => {
        const found = await world.deps.store.get('deliveries', { pk: item.id as string, sk: 'content' })
        // biome-ignore lint/suspicious/noExplicitAny: tests read rows of any shape.
        return { ...(item as any), content: (found as any).content }
      }),
    )
  }

  const eventsOf = async (subject: string) => {
    const { items } = await world.deps.store.query({ table: 'events', partition: subject })
    // biome-ignore lint/suspicious/noExplicitAny: tests read rows of any shape.
    return items as any[]
  }

  const link = (coalitionId: string, { id, contactId }: Member, change: object = {}) => {
    const expiresAt = new Date(world.clock.now().getTime() + 30 * 86_400_000)
    const made = {
      purpose: 'coalition',
      subject: coalitionId,
      contactId,
      organizationId: id,
      epoch: 1,
      expiresAt,
    } as const
    return `/coalition/${mintLink(world.deps.keys, { ...made, ...change })}`
  }

  return { world, coordinator, organization, situation, form, invite, change, joined, told, eventsOf, link }
}

export type Alliance = Awaited<ReturnType<typeof createAlliance>>
