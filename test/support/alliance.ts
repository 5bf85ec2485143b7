import { getSettings, putSettings } from '../../shared/settings/repository.ts'
import { aContact, anAlert, anOrganization, aSituation } from './builders.ts'
import type { Pump } from './pump.ts'
import type { World } from './world.ts'

/** A roster of one's own, with two coordinators, and the way from a situation to an issued alert. */
export const createAlliance = async (world: World) => {
  const coordinator = await world.tokenFor({ grants: ['coordinator'] })
  const second = await world.tokenFor({ grants: ['coordinator'] })
  // Most stories are not about the two minutes that an alert is held: in this alliance it goes out at once.
  const before = await getSettings(world.deps.store)
  await world.deps.store.write(putSettings(before, { ...before, holdSeconds: 0, version: 1 }))

  const expectOk = <A extends { status: number; text: string }>(answer: A): A => {
    if (answer.status >= 300) throw new Error(`${answer.status}: ${answer.text}`)
    return answer
  }

  const organization = async (change: object = {}, contacts: object[] = [{}]) => {
    const { json } = expectOk(
      await world.call(coordinator, 'POST', '/v1/organizations', anOrganization(change)),
    )
    const added = []
    for (const contact of contacts)
      added.push(
        expectOk(
          await world.call(coordinator, 'POST', `/v1/organizations/${json.id}/contacts`, aContact(contact)),
        ).json,
      )
    return { id: json.id as string, contacts: added as { id: string; email: string }[] }
  }

  /** So many members with one contact each, in English and French by turns. */
  const members = (count: number) =>
    Promise.all(
      Array.from({ length: count }, (_, at) =>
        organization({ name: `Member ${at}` }, [
          { email: `desk@member-${at}.example.org`, languages: [at % 2 ? 'fr' : 'en'] },
        ]),
      ),
    )

  const situation = async (change: object = {}) =>
    expectOk(await world.call(coordinator, 'POST', '/v1/situations', aSituation(change))).json as {
      id: string
    }

  const draft = async (change: object = {}) => {
    const { id: situationId } = await situation()
    return expectOk(await world.call(coordinator, 'POST', '/v1/alerts', anAlert({ situationId, ...change })))
      .json
  }

  const release = async (id: string) => {
    const { digest } = expectOk(await world.call(coordinator, 'POST', `/v1/alerts/${id}/submission`)).json
    return expectOk(await world.call(second, 'POST', `/v1/alerts/${id}/approval`, { digest })).json
  }

  /** An alert by one coordinator, approved by another, told to everybody it is for. */
  const issue = async (pump: Pump, change: object = {}) => {
    const { id } = await draft(change)
    await release(id)
    await pump.drain()
    return id as string
  }

  const ledger = async (id: string) =>
    expectOk(await world.call(coordinator, 'GET', `/v1/alerts/${id}/deliveries?limit=200`)).json as {
      notificationId: string
      manifest: number
      counts: Record<string, number>
      sealed: boolean
      items: {
        contactId: string
        state: string
        log: { state: string; reason?: string; messageId?: string }[]
      }[]
    }

  return { coordinator, second, organization, members, situation, draft, release, issue, ledger }
}

export type Alliance = Awaited<ReturnType<typeof createAlliance>>
