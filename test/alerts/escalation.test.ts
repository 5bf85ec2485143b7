import PostalMime from 'postal-mime'
import { beforeEach, describe, expect, it } from 'vitest'
import { escalate } from '../../shared/alerts/escalation/escalate.ts'
import { suppressAddress } from '../../shared/organizations/suppress.ts'
import { streamEvent } from '../support/pump.ts'
import { createDesk, type Desk } from './desk.ts'

const names = ['nairobi', 'lima', 'seoul', 'adviser', 'hidden'] as const
type Name = (typeof names)[number]

/** When the clock ticks, in minutes after the issue: just before and after what the policies say. */
const ticks = [29, 30, 59, 60, 119, 120, 239, 240, 719, 720, 1439, 1440, 2880, 10_080]

describe('silence after an alert', () => {
  let desk: Desk
  let organizations: Record<Name, string>
  let contacts: Record<string, string>

  beforeEach(async () => {
    desk = await createDesk()
    contacts = {}
    const join = async (name: Name, roles: readonly string[], organization = {}, contact = {}) => {
      const email = (role: string) => `${role}@${name}.example.org`
      const joined = await desk.alliance.organization(
        { name, ...organization },
        roles.map((role) => ({ role, email: email(role), ...contact })),
      )
      for (const { id, email: at } of joined.contacts) contacts[at.replace('.example.org', '')] = id
      return joined.id
    }
    organizations = {
      nairobi: await join('nairobi', ['focal-point', 'alternate']),
      lima: await join('lima', ['focal-point', 'alternate', 'press']),
      seoul: await join('seoul', ['focal-point']),
      adviser: await join('adviser', ['duty-desk', 'alternate'], { class: 'un', relation: 'authority' }),
      hidden: await join('hidden', ['focal-point', 'alternate'], {}, { discreet: true }),
    }
  })

  const audience = (reach = 'first') => ({ organizationIds: Object.values(organizations), reach })
  const issue = (change: object = {}) => desk.issue({ audience: audience(), ...change })
  const answer = (id: string, name: Name, said: string) =>
    desk.call(desk.coordinator, 'PUT', `/v1/alerts/${id}/answers/${organizations[name]}`, { answer: said })
  const tasks = async () => {
    const { json } = await desk.call(desk.coordinator, 'GET', '/v1/tasks?limit=200')
    const named = (id: string) => names.find((name) => organizations[name] === id)
    return json.items
      .map((task: { kind: string; organizationId: string }) => `${task.kind} ${named(task.organizationId)}`)
      .sort() as string[]
  }
  const toWhom = (mail: { to: string }) => mail.to.replace('.example.org', '')

  /** Lets the clock tick up to so many minutes after now, and says what was mailed in which minute to whom. */
  const minutes = async (most: number) => {
    const start = desk.world.clock.now().getTime()
    const before = desk.world.mail.sent.length
    let passed = 0
    for (const minute of ticks.filter((tick) => tick <= most)) {
      await desk.pump.pass((minute - passed) * 60)
      passed = minute
    }
    return desk.world.mail.sent
      .slice(before)
      .map((mail) => `${Math.floor((Date.parse(mail.at) - start) / 60_000)} ${toWhom(mail)}`)
  }
  const lastTo = (to: string) =>
    PostalMime.parse(desk.world.mail.sent.filter((mail) => toWhom(mail) === to).at(-1)!.raw)

  it('is reminded, passed on and handed to a person, within a day that takes no time; the discreet are left alone', async () => {
    const id = await issue()
    await answer(id, 'seoul', 'will-act')
    expect(await minutes(10_080)).toEqual([
      '240 focal-point@nairobi',
      '240 focal-point@lima',
      '240 duty-desk@adviser',
      '720 alternate@nairobi',
      '720 alternate@lima',
    ])
    expect(await tasks()).toEqual(['phone-call adviser', 'phone-call lima', 'phone-call nairobi'])
    const reminder = await lastTo('focal-point@nairobi')
    expect(reminder.subject).toMatch(/^Reminder – Warning: Villages burnt/)
    const passed = await lastTo('alternate@nairobi')
    expect(passed.text).toContain('nairobi has not answered this alert yet. You are its next contact')
    expect(passed.text).toContain('Three villages were burnt.')
  })

  it('asks nobody to call who has answered after all', async () => {
    const id = await issue()
    await minutes(10_080)
    await answer(id, 'lima', 'received')
    expect(await tasks()).toEqual(['phone-call adviser', 'phone-call nairobi', 'phone-call seoul'])
    const { json } = await desk.call(desk.coordinator, 'GET', '/v1/tasks?status=closed')
    expect(json.items).toMatchObject([{ kind: 'phone-call', organizationId: organizations.lima }])
  })

  it('asks nobody to call about an alert that has ended', async () => {
    const id = await issue()
    await minutes(10_080)
    expect(await tasks()).toHaveLength(4)
    await desk.cancel(id, 'danger-passed')
    expect((await tasks()).filter((task) => task.startsWith('phone-call'))).toEqual([])
    const { json } = await desk.call(desk.coordinator, 'GET', '/v1/tasks?status=closed')
    const calls = json.items.filter(({ kind }: { kind: string }) => kind === 'phone-call')
    expect(calls.map(({ closure }: { closure: object }) => closure)).toMatchObject(
      Array(4).fill({ outcome: 'done', by: { kind: 'system' } }),
    )
  })

  it('runs from the end of an embargo for those who had to wait for it', async () => {
    const embargoes = [{ class: 'un', minutes: 600 }]
    await issue({ audience: { organizationIds: [organizations.adviser] }, embargoes })
    await desk.join('Told At Once')
    expect(await minutes(720)).toEqual(['719 duty-desk@adviser', '719 alternate@adviser'])
    expect(await minutes(240)).toEqual(['239 duty-desk@adviser'])
    await desk.pump.pass(1380 * 60)
    expect(await tasks()).toEqual(['phone-call adviser'])
  })

  it('asks who was told first and then the next, where every contact was told', async () => {
    await issue({ audience: audience('all') })
    expect(await minutes(720)).toEqual([
      '240 focal-point@nairobi',
      '240 focal-point@lima',
      '240 focal-point@seoul',
      '240 duty-desk@adviser',
      '720 alternate@nairobi',
      '720 alternate@lima',
    ])
    // Seoul has nobody else to ask.
    expect(await tasks()).toEqual(['phone-call seoul'])
  })

  it('runs faster for an emergency, and as the alliance has set', async () => {
    const warning = { remindAfter: 60, passOnAfter: 120, handOverAfter: 240 }
    const { json } = await desk.call(desk.coordinator, 'GET', '/v1/settings')
    const escalation = { ...json.escalation, warning }
    const set = (body: object) =>
      desk.call(desk.coordinator, 'PATCH', '/v1/settings', body, { 'If-Match': `"${json.version}"` })
    const disordered = { ...escalation, warning: { ...warning, passOnAfter: 30 } }
    expect((await set({ escalation: disordered })).status).toBe(422)
    expect((await set({ escalation })).status).toBe(200)
    await issue({ audience: { organizationIds: [organizations.nairobi], reach: 'first' } })
    expect(await minutes(240)).toEqual(['60 focal-point@nairobi', '120 alternate@nairobi'])
    await issue({ level: 'emergency', audience: { organizationIds: [organizations.lima], reach: 'first' } })
    expect(await minutes(120)).toEqual(['30 focal-point@lima', '60 alternate@lima'])
    expect(await tasks()).toEqual(['phone-call lima', 'phone-call nairobi'])
  })

  it('ends with an answer, and goes on when it is taken back', async () => {
    const id = await issue({ audience: { organizationIds: [organizations.nairobi], reach: 'first' } })
    const nairobi = { organizationId: organizations.nairobi, contactId: contacts['focal-point@nairobi'] }
    const link = await desk.linkFor(id, nairobi as never)
    await desk.send(link, { answer: 'acting' })
    await desk.pump.drain()
    expect(await minutes(240)).toEqual([])
    await desk.send(link, { undo: '1' })
    await desk.pump.drain()
    desk.world.mail.sent.length = 0
    expect(await minutes(720)).toEqual(['719 alternate@nairobi'])
  })

  it('is of nobody’s concern who needs help, disputes the facts or is the wrong desk: a coordinator hears of it', async () => {
    const id = await issue()
    await answer(id, 'nairobi', 'cannot')
    await answer(id, 'nairobi', 'cannot')
    await answer(id, 'lima', 'disputes')
    await answer(id, 'adviser', 'not-for-us')
    await answer(id, 'seoul', 'received')
    expect(await tasks()).toEqual(['alert-answer adviser', 'alert-answer lima', 'alert-answer nairobi'])
    await minutes(1440)
    expect((await tasks()).filter((task) => task.startsWith('phone-call'))).toEqual([])
  })

  it('is asked about once, however often and by how many at once the step is taken', async () => {
    const id = await issue()
    desk.world.mail.sent.length = 0
    const due = { step: 'remind', level: 'warning' } as const
    expect(await escalate(desk.world.deps, id, due)).toBe(false)
    desk.world.clock.advance(240 * 60)
    await Promise.all([1, 2, 3].map(() => escalate(desk.world.deps, id, due)))
    await escalate(desk.world.deps, id, due)
    await desk.pump.drain()
    expect(desk.world.mail.sent.map(toWhom)).toEqual([
      'focal-point@nairobi',
      'focal-point@lima',
      'focal-point@seoul',
      'duty-desk@adviser',
    ])
  })

  it('is not that of those whom the alert itself has not reached yet', async () => {
    const { id } = await desk.alliance.draft({ audience: audience() })
    await desk.alliance.release(id)
    await desk.pump.functions['fan-out'](streamEvent(desk.wire.stream.splice(0)))
    const due = { step: 'remind', level: 'warning' } as const
    desk.world.clock.advance(240 * 60)
    expect(await escalate(desk.world.deps, id, due)).toBe(false)
    expect(desk.wire.stream.filter(({ type }) => type === 'alert.escalated')).toEqual([])
    await desk.pump.drain()
    desk.world.mail.sent.length = 0
    await escalate(desk.world.deps, id, due)
    await desk.pump.drain()
    expect(desk.world.mail.sent).toEqual([])
    desk.world.clock.advance(240 * 60)
    expect(await escalate(desk.world.deps, id, due)).toBe(true)
    await desk.pump.drain()
    expect(desk.world.mail.sent).toHaveLength(4)
  })

  it('waits while the alert is halted, and ends with it', async () => {
    const id = await issue()
    await desk.post(`/${id}/halt`)
    expect(await minutes(240)).toEqual([])
    const ended = await issue()
    await desk.cancel(ended, 'danger-passed')
    expect(await minutes(1440)).toEqual([])
    expect(await tasks()).toEqual([])
  })

  it('goes on soon when the alert does, however long that was halted', async () => {
    const id = await issue()
    desk.world.mail.sent.length = 0
    desk.world.clock.advance(240 * 60)
    await escalate(desk.world.deps, id, { step: 'remind', level: 'warning' })
    await desk.post(`/${id}/halt`)
    for (let minute = 0; minute < 62; minute++) await desk.pump.pass(60)
    expect(desk.world.mail.sent).toEqual([])
    await desk.post(`/${id}/resume`)
    await desk.post(`/${id}/resume`, undefined, desk.second)
    for (let minute = 0; minute < 4; minute++) await desk.pump.pass(60)
    expect(desk.world.mail.sent.map(toWhom)).toContain('focal-point@lima')
  })

  it('that was passed on has the correction reach whom the first notice was not for, once, and stops old reminders', async () => {
    const id = await issue({ audience: { organizationIds: [organizations.nairobi], reach: 'first' } })
    await minutes(720)
    desk.world.mail.sent.length = 0
    await desk.update(id)
    expect(desk.world.mail.sent.map(toWhom).sort()).toEqual(['alternate@nairobi', 'focal-point@nairobi'])
    const updated = await lastTo('alternate@nairobi')
    expect(updated.headers.find(({ key }) => key === 'in-reply-to')?.value).toBeTruthy()
    desk.world.mail.sent.length = 0
    await desk.cancel(id, 'retracted')
    expect(desk.world.mail.sent.map(toWhom).sort()).toEqual(['alternate@nairobi', 'focal-point@nairobi'])
  })

  it('begins anew with the policy of a level that has risen; an authority is not reminded again', async () => {
    const id = await issue()
    await minutes(240)
    await desk.update(id, { level: 'emergency' })
    desk.world.mail.sent.length = 0
    expect(await minutes(30)).toEqual([
      '30 focal-point@nairobi',
      '30 focal-point@lima',
      '30 focal-point@seoul',
    ])
  })

  it('of an emergency that came back is passed to the next contact at once, and to a person where there is none', async () => {
    const id = await issue({ level: 'emergency' })
    desk.world.mail.sent.length = 0
    for (const name of ['nairobi', 'seoul'] as const)
      await suppressAddress(desk.world.deps, `focal-point@${name}.example.org`, 'bounced')
    await desk.pump.drain()
    expect(desk.world.mail.sent.map(toWhom)).toEqual(['alternate@nairobi'])
    expect((await lastTo('alternate@nairobi')).text).toContain('did not reach another contact of nairobi')
    expect(await tasks()).toEqual(['phone-call seoul', 'role-vacant nairobi', 'role-vacant seoul'])
    await answer(id, 'nairobi', 'received')
    await suppressAddress(desk.world.deps, 'alternate@nairobi.example.org', 'bounced')
    await desk.pump.drain()
    const vacant = ['role-vacant nairobi', 'role-vacant nairobi', 'role-vacant seoul']
    expect(await tasks()).toEqual(['phone-call seoul', ...vacant])
  })

  it('of an emergency whose reader is away is passed to the next contact at once', async () => {
    await issue({ level: 'emergency' })
    const { replyTo } = await lastTo('focal-point@lima')
    desk.world.mail.sent.length = 0
    const away = [
      'From: focal-point@lima.example.org',
      'Auto-Submitted: auto-replied',
      'Subject: Away',
      '',
      'Back on Monday.',
    ]
    const to = [replyTo![0]!.address!]
    await desk.pump.mailIn(away.join('\r\n'), { messageId: 'away-1', to })
    await desk.pump.mailIn(away.join('\r\n'), { messageId: 'away-2', to })
    expect(desk.world.mail.sent.map(toWhom)).toEqual(['alternate@lima'])
  })
})
