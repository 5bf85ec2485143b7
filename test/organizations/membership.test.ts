import { beforeEach, describe, expect, it } from 'vitest'
import { enrolBootstrap } from '../../shared/identity/bootstrap.ts'
import { createDesk, type Desk, type Joined } from '../alerts/desk.ts'
import { peopleOf } from '../identity/people.ts'

describe('an organization’s part in the alliance', () => {
  let desk: Desk
  let member: Joined
  let session: string
  beforeEach(async () => {
    desk = await createDesk()
    member = await desk.join('Harbour Watch')
    await desk.join('Memorial Trust')
    session = await peopleOf(desk.world, desk.coordinator).signIn(member)
  })

  const path = () => `/v1/organizations/${member.organizationId}`
  const suspend = (token = desk.coordinator) =>
    desk.call(token, 'PUT', `${path()}/suspension`, { reason: 'Their office was raided' })
  const reinstate = () => desk.call(desk.coordinator, 'DELETE', `${path()}/suspension`)
  const leave = (token = session) => desk.call(token, 'POST', `${path()}/departure`, {})
  const status = async (attempt: Promise<{ status: number }>) => (await attempt).status
  const toThem = () => desk.world.mail.sent.filter(({ to }) => to === member.email)
  const members = { audience: { relations: ['member'] } }
  const listed = async (query = '') =>
    (await desk.call(desk.coordinator, 'GET', `/v1/organizations${query}`)).json.items.map(
      ({ id }: { id: string }) => id,
    )
  const lead = async () => {
    const { id: situationId } = await desk.alliance.situation()
    const made = { situationId, name: 'Border', purpose: 'To answer' }
    const { json } = await desk.call(desk.coordinator, 'POST', '/v1/coalitions', made)
    const invitation = { organizationIds: [member.organizationId], role: 'lead' }
    await desk.call(desk.coordinator, 'POST', `/v1/coalitions/${json.id}/invitations`, invitation)
    const own = `/v1/coalitions/${json.id}/organizations/${member.organizationId}`
    await desk.call(session, 'PUT', own, { status: 'joined' })
    const read = async () => {
      const coalition = await desk.call(desk.coordinator, 'GET', `/v1/coalitions/${json.id}`)
      const found = coalition.json.organizations as { organizationId: string; status: string }[]
      return found.find(({ organizationId }) => organizationId === member.organizationId)?.status
    }
    return { id: json.id as string, read }
  }

  it('is suspended: every way in and every mail stops at once, what was recorded stays', async () => {
    const issued = await desk.issue(members)
    const link = await desk.linkFor(issued, member)
    const program = { name: 'Program', scopes: ['alerts:read'], expiresAt: '2027-01-01T00:00:00Z' }
    const { token } = (await desk.call(session, 'POST', '/v1/tokens', program)).json
    const { id: waiting } = await desk.alliance.draft({
      audience: { organizationIds: [member.organizationId] },
    })
    const coalition = await lead()
    await desk.alliance.release(waiting)
    const before = toThem().length
    expect((await suspend()).json).toMatchObject({
      status: 'suspended',
      statusChange: { reason: expect.any(String) },
    })
    await desk.pump.drain()
    const people = peopleOf(desk.world, desk.coordinator)
    await people.ask(member.email)
    expect({
      'the session': await status(desk.call(session, 'GET', '/v1/me')),
      'the token of a program': await status(desk.call(token, 'GET', '/v1/alerts')),
      'the link, opened': await status(desk.visit(link)),
      'the link, sent': await status(desk.send(link, { answer: 'received' })),
      'a code to sign in': await status(people.enterCode(member.email, await people.codeFor(member.email))),
    }).toEqual({
      'the session': 401,
      'the token of a program': 401,
      'the link, opened': 404,
      'the link, sent': 404,
      'a code to sign in': 401,
    })
    await desk.issue(members)
    await desk.update(issued)
    // The one word that it is so.
    expect(
      toThem()
        .slice(before)
        .map(({ raw }) => /^Subject: (.*)$/m.exec(Buffer.from(raw).toString())?.[1]),
    ).toEqual(['Harbour Watch has no part in the alliance now'])
    expect((await desk.alliance.ledger(waiting)).items).toEqual([])
    const { items } = await desk.alliance.ledger(issued)
    const correction = items.find(({ contactId }) => contactId === member.contactId)!
    expect([correction.state, correction.log.at(-1)!.reason]).toEqual(['skipped', 'suspended'])
    const named = await desk.alliance.draft({ audience: { organizationIds: [member.organizationId] } })
    const preview = await desk.call(desk.coordinator, 'GET', `/v1/alerts/${named.id}/audience`)
    expect(preview.json).toMatchObject({ contacts: 0, unreachable: [{ reason: 'no-part' }] })
    expect(await listed()).not.toContain(member.organizationId)
    expect(await listed('/absent')).toEqual([member.organizationId])
    expect((await desk.call(desk.coordinator, 'GET', path())).json.contacts).toHaveLength(1)
    expect(await coalition.read()).toBe('joined')
    // It led alone, so a coordinator must find another lead.
    const { items: tasks } = (await desk.call(desk.coordinator, 'GET', '/v1/tasks')).json
    const leaderless = tasks.filter(({ kind }: { kind: string }) => kind === 'coalition-without-lead')
    expect(leaderless).toMatchObject([{ subject: coalition.id }])
  })

  it('is given back as it was; old links stay dead', async () => {
    const issued = await desk.issue(members)
    const link = await desk.linkFor(issued, member)
    await suspend()
    expect((await suspend()).status).toBe(200)
    expect((await reinstate()).json.status).toBe('active')
    expect((await reinstate()).status).toBe(409)
    expect(await listed()).toContain(member.organizationId)
    const signedIn = await peopleOf(desk.world, desk.coordinator).signIn(member)
    expect((await desk.call(signedIn, 'GET', '/v1/me')).status).toBe(200)
    expect(await status(desk.visit(link))).toBe(404)
    await desk.pump.drain()
    const count = toThem().length
    await desk.issue(members)
    expect(toThem().length).toBe(count + 1)
  })

  it('is left by itself, with its coalitions; everybody there hears of it, and only an invitation brings it back', async () => {
    const alternate = {
      role: 'alternate',
      email: 'alternate@harbour.example.org',
      languages: ['en'],
      timeZone: 'UTC',
    }
    await desk.call(desk.coordinator, 'POST', `${path()}/contacts`, alternate)
    const coalition = await lead()
    await desk.pump.drain()
    desk.world.mail.sent.length = 0
    expect((await leave()).status).toBe(204)
    await desk.pump.drain()
    expect(await coalition.read()).toBe('left')
    expect(desk.world.mail.sent.map(({ to }) => to)).toEqual(
      expect.arrayContaining([member.email, alternate.email]),
    )
    expect(await status(desk.call(session, 'GET', '/v1/me'))).toBe(401)
    expect((await reinstate()).status).toBe(409)
    expect(await listed('/absent?status=left')).toEqual([member.organizationId])
    const roster = `organization,class,relation,country\nHarbour Watch,ngo,member,KE\n`
    const headers = { 'Content-Type': 'text/csv' }
    await desk.call(desk.coordinator, 'POST', '/v1/organizations/import', roster, headers)
    expect(await listed()).not.toContain(member.organizationId)
  })

  it('ends by the agenda what was interrupted', async () => {
    await suspend()
    const credential = await desk.world.tokenFor({
      organizationId: member.organizationId,
      contactId: member.contactId,
    })
    expect(await status(desk.call(credential, 'GET', '/v1/me'))).toBe(200)
    await desk.pump.pass(61)
    expect(await status(desk.call(credential, 'GET', '/v1/me'))).toBe(401)
  })

  it('is nobody’s else to end, and not while its people hold grants', async () => {
    const other = await desk.join('Minority Watch')
    expect([await status(suspend(session)), await status(leave(other.token))]).toEqual([403, 403])
    expect(await status(leave(desk.coordinator))).toBe(403)
    await enrolBootstrap(desk.world.deps, ['bootstrap-one', 'bootstrap-two'])
    const proposal = { organizationId: member.organizationId, contactId: member.contactId, kind: 'approver' }
    await desk.call('bootstrap-one', 'POST', '/v1/grants', proposal)
    expect((await suspend()).status).toBe(200)
    const confirmation = `/v1/grants/${member.contactId}/approver/confirmation`
    expect(await status(desk.call('bootstrap-two', 'POST', confirmation))).toBe(422)
    await reinstate()
    expect(await status(desk.call('bootstrap-two', 'POST', confirmation))).toBe(200)
    expect((await suspend()).status).toBe(409)
  })

  it('is public by its own word alone', async () => {
    const set = async (token: string, value: boolean) => {
      const { headers } = await desk.call(desk.coordinator, 'GET', path())
      const change = { listed: value }
      return desk.call(token, 'PATCH', path(), change, { 'If-Match': headers.get('ETag')! })
    }
    const shown = async () => (await desk.call(undefined, 'GET', '/v1/members')).json.items.length
    const seen: number[] = []
    for (const [token, value] of [
      [desk.coordinator, true],
      [session, true],
      [desk.coordinator, false],
      [desk.coordinator, true],
      [session, false],
      [desk.coordinator, true],
      [session, true],
    ] as const) {
      expect((await set(token, value)).status).toBe(200)
      seen.push(await shown())
    }
    expect(seen).toEqual([0, 1, 0, 0, 0, 0, 1])
    await suspend()
    expect(await shown()).toBe(0)
    expect((await desk.visit('/members')).text).not.toContain('Harbour Watch')
  })
})
