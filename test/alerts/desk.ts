import { mintLink } from '../../shared/links/link.ts'
import { getOrganization } from '../../shared/organizations/repository.ts'
import { createAlliance } from '../support/alliance.ts'
import { anAlert } from '../support/builders.ts'
import { createPump } from '../support/pump.ts'
import { Wire } from '../support/wire.ts'
import { createWorld } from '../support/world.ts'

export const openly = { scope: 'public' } as const

/** The desk of an alliance that issues alerts: two coordinators, the whole chain behind them, and everybody's view. */
export const createDesk = async () => {
  const wire = new Wire()
  const world = await createWorld({ client: wire.wrap })
  const pump = createPump(world, wire)
  const alliance = await createAlliance(world)
  const { coordinator, second } = alliance

  const call = world.call
  const post = (path: string, body?: unknown, token = coordinator, headers = {}) =>
    call(token, 'POST', `/v1/alerts${path}`, body, headers)
  const read = async (id: string, token = coordinator) => (await call(token, 'GET', `/v1/alerts/${id}`)).json
  const change = (id: string, body: object, version: number, token = coordinator) =>
    call(token, 'PATCH', `/v1/alerts/${id}`, body, { 'If-Match': `"${version}"` })
  const submit = async (id: string, token = coordinator) =>
    (await post(`/${id}/submission`, undefined, token)).json as { revision: number; digest: string }
  const approve = (id: string, body: object, token = second) => post(`/${id}/approval`, body, token)

  /** From a draft to what everybody hears of. */
  const release = async (id: string) => {
    const issued = await alliance.release(id)
    await pump.drain()
    return issued
  }
  const issue = (body: object = {}) => alliance.issue(pump, body) as Promise<string>
  const update = async (id: string, body: object = {}) => {
    await post(`/${id}/update`, body)
    return release(id)
  }
  const cancel = async (id: string, reason: string, texts = anAlert().texts) => {
    await post(`/${id}/cancellation`, { reason, texts })
    return release(id)
  }

  /** An organization with one contact, the token of that contact, and the link that its mail carries. */
  const join = async (name: string, organization: object = {}, contact: object = {}) => {
    const email = `desk@${name.toLowerCase().replace(/[^a-z]+/g, '-')}x.example.org`
    const made = await alliance.organization({ name, ...organization }, [{ email, ...contact }])
    const { relation } = await getOrganization(world.deps.store, made.id)
    const person = {
      organizationId: made.id as `org_${string}`,
      contactId: made.contacts[0]!.id as `con_${string}`,
    }
    return { ...person, email, token: await world.tokenFor({ ...person, relation }) }
  }
  type Joined = Awaited<ReturnType<typeof join>>

  const linkFor = async (alertId: string, { organizationId, contactId }: Joined, other: object = {}) => {
    const { contacts } = await getOrganization(world.deps.store, organizationId)
    const { epoch } = contacts.find(({ id }) => id === contactId)!
    const expiresAt = new Date('2027-06-01T00:00:00Z')
    const link = { purpose: 'answer', subject: alertId, contactId, organizationId, epoch, expiresAt } as const
    return `/answer/${mintLink(world.deps.keys, { ...link, ...other })}`
  }

  const visit = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    call(undefined, method, path, undefined, headers)
  const send = (path: string, fields: Record<string, string>) =>
    call(undefined, 'POST', path, new URLSearchParams(fields).toString(), {
      'Content-Type': 'application/x-www-form-urlencoded',
    })
  const rowsOf = async (partition: string) =>
    (await world.deps.store.query({ table: 'alerts', partition })).items

  return {
    ...{ wire, world, pump, alliance, coordinator, second },
    ...{ call, post, read, change, submit, approve, release, issue, update, cancel },
    ...{ join, linkFor, visit, send, rowsOf },
  }
}

export type Desk = Awaited<ReturnType<typeof createDesk>>
export type Joined = Awaited<ReturnType<Desk['join']>>
