import PostalMime from 'postal-mime'
import { beforeEach, describe, expect, it } from 'vitest'
import { anAlert } from '../support/builders.ts'
import { streamEvent } from '../support/pump.ts'
import { createDesk, type Desk, type Joined, openly } from './desk.ts'

let desk: Desk
let member: Joined
beforeEach(async () => {
  desk = await createDesk()
  member = await desk.join('Memorial Trust')
})

const subjects = async () =>
  Promise.all(desk.world.mail.sent.map(async ({ raw }) => (await PostalMime.parse(raw)).subject))

describe('an update', () => {
  it('is a revision like the first: written, frozen, approved by another, told to who was told', async () => {
    const id = await desk.issue()
    await desk.join('Came Later')
    const begun = await desk.post(`/${id}/update`, { level: 'emergency' })
    expect(begun.json).toMatchObject({
      state: 'draft',
      revision: 2,
      level: 'emergency',
      messageType: 'update',
    })
    const { digest } = await desk.submit(id)
    expect((await desk.approve(id, { digest }, desk.coordinator)).status).toBe(403)
    expect((await desk.approve(id, { digest })).json).toMatchObject({ state: 'issued', revision: 2 })
    await desk.pump.drain()
    expect(desk.world.mail.sent.map(({ to }) => to)).toEqual([member.email, member.email])
    expect(await subjects()).toEqual([
      'Warning: Villages burnt in the border region',
      'Update – Emergency: Villages burnt in the border region',
    ])
  })

  it('leaves what was issued in force while it is written', async () => {
    const id = await desk.issue(openly)
    await desk.post(`/${id}/update`, { level: 'emergency', scope: 'restricted' })
    for (const token of [member.token, await desk.world.tokenFor()])
      expect(await desk.read(id, token)).toMatchObject({ state: 'issued', revision: 1, level: 'warning' })
    expect((await desk.visit(`/alerts/${id}`)).text).not.toContain('Emergency')
    expect((await desk.visit('/feeds/alerts.atom')).text).toContain(id)
  })

  it('cannot make a real alert of an exercise, nor an exercise of a real one', async () => {
    for (const exercise of [true, false]) {
      const id = await desk.issue({ exercise })
      const refused = await desk.post(`/${id}/update`, { exercise: !exercise })
      expect([refused.status, refused.json.errors[0].pointer]).toEqual([422, '#/exercise'])
      await desk.post(`/${id}/update`, {})
      expect((await desk.change(id, { exercise: !exercise }, 4)).status).toBe(422)
    }
  })

  it('needs an alert that is out, and that nobody updates already', async () => {
    const { id } = await desk.alliance.draft()
    expect((await desk.post(`/${id}/update`, {})).status).toBe(409)
    await desk.release(id)
    await desk.post(`/${id}/update`, {})
    expect((await desk.post(`/${id}/update`, {})).status).toBe(409)
  })
})

describe('a cancellation', () => {
  it.each([
    ['retracted', 'Retracted: '],
    ['danger-passed', 'Danger passed: '],
    ['superseded', 'Replaced: '],
  ])('that says %s goes through the same two hands, and ends the alert', async (reason, subject) => {
    const id = await desk.issue()
    await desk.post(`/${id}/cancellation`, { reason, texts: anAlert().texts })
    const { digest } = await desk.submit(id)
    expect((await desk.approve(id, { digest }, desk.coordinator)).status).toBe(403)
    expect((await desk.approve(id, { digest })).json).toMatchObject({
      state: 'cancelled',
      cancelReason: reason,
    })
    await desk.pump.drain()
    expect((await subjects()).at(-1)).toMatch(subject)
    expect((await desk.post(`/${id}/update`, {})).status).toBe(409)
    expect((await desk.post(`/${id}/cancellation`, { reason, texts: anAlert().texts })).status).toBe(409)
  })

  it('does not wait for an update that somebody has begun, and says nothing of it', async () => {
    for (const inReview of [false, true]) {
      const id = await desk.issue(openly)
      await desk.post(`/${id}/update`, { level: 'emergency', stages: [9] })
      const { digest: overtaken } = inReview ? await desk.submit(id) : { digest: '' }
      const texts = [{ language: 'en', headline: 'We were wrong', description: 'It did not happen.' }]
      const begun = await desk.post(`/${id}/cancellation`, { reason: 'retracted', texts })
      expect(begun.json).toMatchObject({
        revision: 2,
        level: 'warning',
        stages: [7, 8],
        messageType: 'cancel',
      })
      const { digest } = await desk.submit(id)
      expect((await desk.approve(id, { digest: overtaken })).status).toBe(409)
      expect((await desk.approve(id, { digest })).json.state).toBe('cancelled')
    }
  })

  it('may come after the alert has expired, and is not for a draft', async () => {
    const { id: draft } = await desk.alliance.draft()
    const texts = anAlert().texts
    expect((await desk.post(`/${draft}/cancellation`, { reason: 'retracted', texts })).status).toBe(409)
    const id = await desk.issue({ expiresAt: '2026-11-22T10:00:00Z' })
    desk.world.clock.advance(7200)
    expect((await desk.cancel(id, 'danger-passed')).state).toBe('cancelled')
  })
})

describe('a halt', () => {
  it('stops what is unsent, and leaves the alert to be updated', async () => {
    const { id } = await desk.alliance.draft()
    expect((await desk.post(`/${id}/halt`)).status).toBe(409)
    await desk.alliance.release(id)
    await desk.pump.functions['fan-out'](streamEvent(desk.wire.stream.splice(0)))
    const halted = await desk.post(`/${id}/halt`)
    expect([halted.status, halted.json.halted]).toEqual([200, true])
    expect((await desk.post(`/${id}/halt`)).json.version).toBe(halted.json.version)
    await desk.pump.drain()
    expect(desk.world.mail.sent).toEqual([])
    expect((await desk.update(id)).halted).toBe(false)
    expect(desk.world.mail.sent.map(({ to }) => to)).toEqual([member.email])
  })

  it('is a coordinator’s', async () => {
    const id = await desk.issue()
    const approver = await desk.world.tokenFor({ grants: ['approver'] })
    expect((await desk.post(`/${id}/halt`, undefined, approver)).status).toBe(403)
  })
})

describe('who sees an alert', () => {
  it('are coordinators and approvers at any time, and members once they were told', async () => {
    const approver = await desk.world.tokenFor({ grants: ['approver'] })
    const outsider = await desk.world.tokenFor()
    const { id } = await desk.alliance.draft({ audience: { organizationIds: [member.organizationId] } })
    const status = async (token: string | undefined) =>
      (await desk.call(token, 'GET', `/v1/alerts/${id}`)).status
    expect([await status(approver), await status(member.token), await status(undefined)]).toEqual([
      200, 404, 401,
    ])
    await desk.release(id)
    expect([await status(member.token), await status(outsider)]).toEqual([200, 404])
    const list = async (token: string) => (await desk.call(token, 'GET', '/v1/alerts')).json.items
    expect(await list(outsider)).toEqual([])
    expect(await list(member.token)).toMatchObject([{ id, state: 'issued' }])
  })

  it('is every member, once it is public; never of an exercise', async () => {
    const outsider = await desk.world.tokenFor()
    const audience = { organizationIds: [member.organizationId] }
    const open = await desk.issue({ ...openly, audience })
    const exercise = await desk.issue({ ...openly, exercise: true, audience })
    const status = async (id: string) => (await desk.call(outsider, 'GET', `/v1/alerts/${id}`)).status
    expect([await status(open), await status(exercise)]).toEqual([200, 404])
  })

  it('learns nothing of whom else it tells, of coalitions, nor of who broke the glass', async () => {
    const audience = { organizationIds: [member.organizationId], reason: 'Their desk asked' }
    const { id } = await desk.alliance.draft({ level: 'emergency', audience })
    const { digest } = await desk.submit(id)
    await desk.approve(id, { digest, breakGlass: { reason: 'Nobody else answers' } }, desk.coordinator)
    await desk.pump.pass(120)
    const seen = JSON.stringify(await desk.read(id, member.token))
    for (const inside of [
      'audience',
      'Their desk asked',
      'breakGlass',
      'approvals',
      'unconfirmed',
      'reviews',
      'touchedBy',
      'withhold',
    ])
      expect(seen).not.toContain(inside)
    const known = await desk.read(id)
    expect([known.audience.reason, known.issues[0].breakGlass.reason]).toEqual([
      'Their desk asked',
      'Nobody else answers',
    ])
  })

  it('finds it by situation and state', async () => {
    const id = await desk.issue()
    const { situationId } = await desk.read(id)
    const find = async (query: string, token = desk.coordinator) =>
      (await desk.call(token, 'GET', `/v1/alerts?${query}`)).json.items.length
    expect(await find(`situationId=${situationId}`)).toBe(1)
    expect(await find('state=draft')).toBe(0)
    expect(await find('state=issued', member.token)).toBe(1)
    expect(await find('state=cancelled', member.token)).toBe(0)
  })
})

describe('the ledger of an alert', () => {
  it('is still that of its own notice when its receipts have been sent', async () => {
    const id = await desk.issue()
    await desk.send(await desk.linkFor(id, member), { answer: 'acting' })
    await desk.pump.drain()
    expect(desk.world.mail.sent).toHaveLength(2)
    const { issues } = await desk.read(id)
    const ledger = await desk.alliance.ledger(id)
    expect([ledger.notificationId, ledger.manifest]).toEqual([issues[0].notificationId, 1])
  })
})
