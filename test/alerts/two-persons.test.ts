import { beforeEach, describe, expect, it } from 'vitest'
import { createDesk, type Desk } from './desk.ts'

describe('approval by a second person', () => {
  let desk: Desk
  let third: string
  beforeEach(async () => {
    desk = await createDesk()
    await desk.join('Memorial Trust')
    third = await desk.world.tokenFor({ grants: ['coordinator'] })
  })

  it('is refused to the author, to who changed it and to who submitted it, and given to another', async () => {
    const { id } = await desk.alliance.draft()
    await desk.change(id, { level: 'emergency' }, 1, third)
    const submitter = await desk.world.tokenFor({ grants: ['coordinator'] })
    const { digest } = await desk.submit(id, submitter)
    for (const token of [desk.coordinator, third, submitter])
      expect((await desk.approve(id, { digest }, token)).status).toBe(403)
    expect((await desk.read(id)).state).toBe('in-review')
    const approved = await desk.approve(id, { digest })
    expect([approved.status, approved.json.state]).toEqual([200, 'issued'])
    expect(approved.json.issues).toMatchObject([
      { revision: 1, messageType: 'alert', digest, reference: `TOC-2026-${id.slice(-5).toUpperCase()}-1` },
    ])
  })

  it('may be an approver’s, who writes nothing', async () => {
    const approver = await desk.world.tokenFor({ grants: ['approver'] })
    expect((await desk.post('', {}, approver)).status).toBeGreaterThanOrEqual(400)
    const { id } = await desk.alliance.draft()
    const { digest } = await desk.submit(id)
    expect((await desk.change(id, { level: 'watch' }, 2, approver)).status).toBe(403)
    expect((await desk.approve(id, { digest }, approver)).status).toBe(200)
  })

  it('is refused to everybody else', async () => {
    const { id } = await desk.alliance.draft()
    const { digest } = await desk.submit(id)
    const member = await desk.world.tokenFor()
    const program = await desk.world.tokenFor({ grants: ['coordinator'], scopes: ['alerts:write'] })
    expect((await desk.approve(id, { digest }, member)).status).toBe(403)
    expect((await desk.approve(id, { digest }, program)).status).toBe(403)
    expect((await desk.call(undefined, 'POST', `/v1/alerts/${id}/approval`, { digest })).status).toBe(401)
  })

  it('names the very digest that is in review', async () => {
    const { id } = await desk.alliance.draft()
    const { digest: old } = await desk.submit(id)
    await desk.post(`/${id}/return`, { remarks: 'Name the villages' }, desk.second)
    await desk.change(id, { level: 'watch' }, 3)
    const { digest } = await desk.submit(id)
    expect((await desk.approve(id, { digest: old })).status).toBe(409)
    expect((await desk.approve(id, { digest })).status).toBe(200)
    expect((await desk.approve(id, { digest })).status).toBe(409)
  })

  it('can be withheld with remarks, which does not make a reviewer an author', async () => {
    const { id } = await desk.alliance.draft()
    await desk.submit(id)
    const returned = await desk.post(`/${id}/return`, { remarks: 'Name the villages' }, desk.second)
    expect(returned.json).toMatchObject({ state: 'draft', remarks: 'Name the villages' })
    expect(returned.json.digest).toBeUndefined()
    const { digest } = await desk.submit(id)
    expect((await desk.read(id)).remarks).toBeUndefined()
    expect((await desk.approve(id, { digest })).status).toBe(200)
  })

  it('happens once when two approve at the same time', async () => {
    const { id } = await desk.alliance.draft()
    const { digest } = await desk.submit(id)
    const answers = await Promise.all(
      [desk.second, third].map((token) => desk.approve(id, { digest }, token)),
    )
    expect(answers.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1)
    expect((await desk.read(id)).issues).toHaveLength(1)
  })

  it('rests where whom the alert is withheld from has changed since submission', async () => {
    const { id: situationId } = await desk.alliance.situation()
    const { id } = await desk.alliance.draft({ situationId })
    const listed = await desk.join('Listed')
    const { digest } = await desk.submit(id)
    const change = { withholdFrom: [listed.organizationId] }
    await desk.call(desk.coordinator, 'PATCH', `/v1/situations/${situationId}`, change, { 'If-Match': '"1"' })
    expect((await desk.approve(id, { digest })).status).toBe(409)
    await desk.post(`/${id}/return`, { remarks: 'Look at whom it tells' }, desk.second)
    await desk.release(id)
    expect(desk.world.mail.sent.map(({ to }) => to)).not.toContain(listed.email)
  })

  it('gives two alerts references of their own, even where their ids end alike', async () => {
    const { store } = desk.world.deps
    const { id } = await desk.alliance.draft()
    const taken = `TOC-2026-${id.slice(-5).toUpperCase()}-1`
    const another = { alertId: 'alt_0000000000000000', revision: 1, digest: 'of another' }
    await store.write({ table: 'alerts', put: { pk: `reference#${taken}`, sk: 'reference', ...another } })
    await desk.release(id)
    const updated = await desk.update(id)
    const references = updated.issues.map(({ reference }: { reference: string }) => reference)
    const longer = `TOC-2026-${id.slice(-6).toUpperCase()}`
    expect(references).toEqual([`${longer}-1`, `${longer}-2`])
  })
})

describe('breaking the glass', () => {
  let desk: Desk
  beforeEach(async () => {
    desk = await createDesk()
    await desk.join('Memorial Trust')
  })
  const breakGlass = { reason: 'Nobody else answers and they are at the gates' }

  it('lets one person alone issue an emergency, and keeps the reason and who', async () => {
    const { id } = await desk.alliance.draft({ level: 'emergency' })
    const { digest } = await desk.submit(id)
    expect((await desk.approve(id, { digest }, desk.coordinator)).status).toBe(403)
    const alone = await desk.approve(id, { digest, breakGlass }, desk.coordinator)
    expect([alone.status, alone.json.breakGlass]).toEqual([200, breakGlass])
    await desk.pump.pass(120)
    expect((await desk.read(id)).issues[0].breakGlass).toEqual(breakGlass)
    const { json } = await desk.call(desk.coordinator, 'GET', `/v1/events?subject=${id}`)
    const issued = json.items.find(({ type }: { type: string }) => type === 'alert.issued')
    expect(issued.data).toMatchObject({ alone: true, level: 'emergency', digest })
    expect(JSON.stringify(json)).not.toContain(breakGlass.reason)
  })

  it('is for emergencies only, and for nobody without a grant', async () => {
    const { id } = await desk.alliance.draft({ level: 'warning' })
    const { digest } = await desk.submit(id)
    const refused = await desk.approve(id, { digest, breakGlass }, desk.coordinator)
    expect([refused.status, refused.json.errors[0].pointer]).toEqual([422, '#/breakGlass'])
    const member = await desk.world.tokenFor()
    expect((await desk.approve(id, { digest, breakGlass }, member)).status).toBe(403)
  })

  it('needs a reason', async () => {
    const { id } = await desk.alliance.draft({ level: 'emergency' })
    const { digest } = await desk.submit(id)
    const refused = await desk.approve(id, { digest, breakGlass: { reason: 'now' } }, desk.coordinator)
    expect(refused.status).toBe(422)
  })
})
