import { beforeEach, describe, expect, it } from 'vitest'
import { mintLink } from '../../shared/links/link.ts'
import { createDesk, type Desk } from '../alerts/desk.ts'
import { queueEvent, sesEvent } from '../support/pump.ts'

describe('a contact who is reached no more', () => {
  let desk: Desk
  let coordinator: Awaited<ReturnType<Desk['join']>>
  beforeEach(async () => {
    desk = await createDesk()
    coordinator = await desk.join('Secretariat')
    const { organizationId, contactId } = coordinator
    await desk.call(desk.coordinator, 'POST', '/v1/grants', {
      organizationId,
      contactId,
      kind: 'coordinator',
    })
    await desk.call(desk.second, 'POST', `/v1/grants/${contactId}/coordinator/confirmation`)
    await desk.pump.drain()
    desk.world.mail.sent.length = 0
  })

  const tasks = async () => {
    const { json } = await desk.call(desk.coordinator, 'GET', '/v1/tasks')
    return json.items.map(({ kind, contactId }: { kind: string; contactId: string }) => [kind, contactId])
  }
  const suppressionOf = async (organizationId: string, contactId: string) => {
    const { json } = await desk.call(desk.coordinator, 'GET', `/v1/organizations/${organizationId}`)
    return json.contacts.find(({ id }: { id: string }) => id === contactId).suppressed?.reason
  }
  const leave = async (organizationId: string, contactId: string, action?: string) => {
    const expiresAt = new Date(desk.world.clock.now().getTime() + 1_800_000)
    const link = {
      purpose: 'unsubscribe',
      subject: contactId,
      contactId,
      organizationId,
      epoch: 1,
      expiresAt,
    }
    const path = `/unsubscribe/${mintLink(desk.world.deps.keys, link as never)}`
    const type = { 'Content-Type': 'application/x-www-form-urlencoded' }
    expect((await desk.call(undefined, 'POST', path, action ? `action=${action}` : 'x=y', type)).status).toBe(
      200,
    )
    await desk.pump.drain()
  }
  const report = async (email: string, eventType: string, extra: object) => {
    await desk.issue({ level: 'emergency' })
    const mail = desk.world.mail.sent.find(({ to }) => to === email)!
    desk.world.mail.sent.length = 0
    await desk.pump.functions['mail-feedback'](queueEvent([sesEvent(mail, eventType, extra)]))
    await desk.pump.drain()
  }
  const toldOf = () => desk.world.mail.sent.map(({ to }) => to).sort()
  const complaint = { complaint: { complainedRecipients: [], complaintFeedbackType: 'abuse' } }

  it('leaves at once at any level; a coordinator hears of the vacancy once, and the alternate stands in', async () => {
    const { id, contacts } = await desk.alliance.organization({ name: 'Harbour' }, [
      { email: 'first@harbour.example.org' },
      { email: 'second@harbour.example.org', role: 'alternate' },
    ])
    const first = contacts[0]!.id
    for (const action of [undefined, 'undo', undefined, undefined]) await leave(id, first, action)
    expect(await suppressionOf(id, first)).toBe('unsubscribed')
    expect(await tasks()).toEqual([['role-vacant', first]])
    expect(toldOf()).toEqual([coordinator.email])
    desk.world.mail.sent.length = 0
    await desk.issue({ level: 'emergency', audience: { organizationIds: [id], reach: 'first' } })
    expect(toldOf()).toEqual(['second@harbour.example.org'])
  })

  it('rings nobody where a second person is in the same role', async () => {
    const { id, contacts } = await desk.alliance.organization({ name: 'Double' }, [
      { email: 'one@double.example.org' },
      { email: 'two@double.example.org' },
    ])
    await leave(id, contacts[0]!.id)
    expect(await tasks()).toEqual([])
    expect(toldOf()).toEqual([])
  })

  it.each(['shared', 'list'])(
    'of a %s address, the others in the organization hear of it as well',
    async (kind) => {
      const { id, contacts } = await desk.alliance.organization({ name: 'Office' }, [
        { email: 'office@office.example.org', kind },
        { email: 'person@office.example.org' },
        { email: 'gone@office.example.org', role: 'press' },
      ])
      await leave(id, contacts[2]!.id)
      desk.world.mail.sent.length = 0
      await leave(id, contacts[0]!.id)
      expect(await suppressionOf(id, contacts[0]!.id)).toBe('unsubscribed')
      expect(await tasks()).toContainEqual(['role-vacant', contacts[0]!.id])
      expect(toldOf()).toEqual([coordinator.email, 'person@office.example.org'])
    },
  )

  it('keeps being written to while a person looks at a refusal by policy', async () => {
    const desk1 = await desk.join('Strict Server')
    const bounced = { status: '5.7.1', emailAddress: desk1.email }
    const bounce = { bounceType: 'Permanent', bounceSubType: 'General', bouncedRecipients: [bounced] }
    await report(desk1.email, 'Bounce', { bounce })
    expect(await suppressionOf(desk1.organizationId, desk1.contactId)).toBeUndefined()
    expect(await tasks()).toEqual([['address-refused', desk1.contactId]])
    expect(toldOf()).toEqual([coordinator.email])
  })

  it('is an authority whose complaint a person answers, while a member’s stops the mail', async () => {
    const un = await desk.join('Special Adviser', { relation: 'authority', class: 'un' })
    await desk.issue({ level: 'emergency', audience: { organizationIds: [un.organizationId] } })
    const mail = desk.world.mail.sent.find(({ to }) => to === un.email)!
    const events = queueEvent([sesEvent(mail, 'Complaint', complaint)])
    for (let time = 0; time < 2; time++) await desk.pump.functions['mail-feedback'](events)
    expect(await suppressionOf(un.organizationId, un.contactId)).toBeUndefined()
    expect(await tasks()).toEqual([['authority-complained', un.contactId]])
    const member = await desk.join('Tired')
    await report(member.email, 'Complaint', complaint)
    expect(await suppressionOf(member.organizationId, member.contactId)).toBe('complained')
  })
})
