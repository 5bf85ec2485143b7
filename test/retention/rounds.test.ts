import { beforeEach, describe, expect, it } from 'vitest'
import type { Person } from '../../shared/access/actor.ts'
import { noteAudit } from '../../shared/audit/note.ts'
import { mintReplyAddress } from '../../shared/links/reply-address.ts'
import { MailRefused } from '../../shared/ports/mail.ts'
import { forgetAnswers } from '../../shared/retention/answers.ts'
import { carryOutRetention } from '../../shared/retention/carry-out.ts'
import { findProgress } from '../../shared/retention/progress.ts'
import { Budget } from '../../shared/retention/round.ts'
import { getSettings } from '../../shared/settings/repository.ts'
import { createProcess } from '../support/faults.ts'
import { createRandom } from '../support/random.ts'
import { createRoom, day, type Room, words } from './room.ts'

let room: Room
beforeEach(async () => {
  room = await createRoom()
})

const dealtWith = async (messageId: string) => {
  const id = await room.reply(messageId, words.replies)
  await room.close(`/replies/${id}`, { outcome: 'done' })
}
const notices = async () =>
  (await room.rows('deliveries')).filter(({ sk, kind }) => sk === 'notification' && kind === 'notice')

describe('a shorter time', () => {
  const patch = async (retention: object) => {
    const { version } = await room.call('GET', '/settings')
    return room.call('PATCH', '/settings', { retention }, { 'If-Match': `"${version}"` })
  }

  it.each([
    [{ replies: 365 }, { replies: 90 }],
    [{}, { audit: 399 }],
    [{ mails: 365, audit: 500 }, { mails: 365 }],
    [{}, { fieldReports: 3650 }],
  ])(
    'is proposed, and removes nothing before another coordinator has confirmed it: %j to %j',
    async (before, after) => {
      await room.set(before)
      expect((await patch(after)).proposal.change.retention).toMatchObject(after)
      expect((await room.call('GET', '/settings')).retention).toMatchObject(before)
    },
  )

  it('is not what a longer one is: that holds at once', async () => {
    await room.set({ replies: 90, audit: 30 })
    expect((await patch({ replies: 91, audit: 30 })).proposal).toBeUndefined()
    expect((await patch({ audit: 30 })).retention.replies).toBeNull()
  })

  it.each([29, 0, -1, 3651, 90.5, '90'])('of %j days is none', async (days) => {
    const { status } = await room.world.call(
      room.coordinator,
      'PATCH',
      '/v1/settings',
      { retention: { replies: days } },
      { 'If-Match': '"1"' },
    )
    expect(status).toBe(422)
  })

  it('takes effect on what is there already, as a longer one does', async () => {
    await dealtWith('m-1')
    room.world.clock.advance(100 * day)
    await room.set({ replies: 365 })
    await room.round()
    expect(await room.kept()).toEqual(['replies'])
    await room.set({ replies: 200 })
    await room.set({ replies: null })
    room.world.clock.advance(200 * day)
    await room.round()
    expect(await room.kept()).toEqual(['replies'])
    await room.set({ replies: 200 })
    await room.round()
    expect(await room.kept()).toEqual([])
  })
})

describe('a round', () => {
  it('that breaks off goes on, and counts each once, whenever it dies', async () => {
    for (const at of [1, 2, 3, 4, 5]) await dealtWith(`m-${at}`)
    await room.meet()
    await room.set({ replies: 90, answers: 90, mails: 90 })
    await room.pump.drain()
    room.world.clock.advance(200 * day)
    const open = (await notices()).length
    let weather = { store: 0.1, kill: 0.05, mail: 0, queue: 0 }
    const process = createProcess(room.world, createRandom(7), () => weather)
    let died = 0
    for (let at = 0; at < 60; at++)
      if ((await process.run(() => carryOutRetention(process.deps))) === 'killed') died++
    expect(died).toBeGreaterThan(3)
    weather = { store: 0, kill: 0, mail: 0, queue: 0 }
    await room.round()
    expect(await room.kept()).toEqual([])
    const total = (part: string, all: Record<string, number>[]) =>
      all.reduce((sum, removed) => sum + (removed[part] ?? 0), 0)
    const said = await room.carriedOut()
    expect(total('replies', said)).toBe(5)
    expect(total('answers', said)).toBe(1)
    expect(total('mails', said)).toBeGreaterThanOrEqual(open)
  })

  it('runs beside another, and again, without harm', async () => {
    await dealtWith('m-1')
    await room.set({ replies: 90, mails: 90 })
    room.world.clock.advance(200 * day)
    const { deps } = room.world
    for (let at = 0; at < 12; at++)
      await Promise.all([carryOutRetention(deps), carryOutRetention(deps), carryOutRetention(deps)])
    await room.round()
    expect(await room.kept()).toEqual([])
    const said = await room.carriedOut()
    expect(said.flatMap(({ replies }: { replies?: number }) => replies ?? [])).toEqual([1])
  })

  it('that fails keeps nothing else waiting, and is tried again the next day', async () => {
    await dealtWith('m-1')
    await room.set({ replies: 90 })
    await room.round()
    room.world.clock.advance(200 * day)
    const { deps } = room.world
    const broken = async () => {
      throw new Error('This row does not parse')
    }
    await carryOutRetention({ ...deps, store: { ...deps.store, query: broken } })
    expect(await room.kept()).toEqual(['replies'])
    await room.round()
    expect(await room.kept()).toEqual([])
  })

  it('is a daily one row of the agenda, whatever is set how often', async () => {
    for (const replies of [90, 91, 92]) await room.set({ replies })
    await room.round()
    const rows = (await room.rows('agenda')).filter(({ kind }) => kind === 'retention')
    expect(rows).toMatchObject([{ id: 'retention', every: day }])
  })
})

describe('what is needed still', () => {
  it('stays while a series goes on, and goes with its last meeting', async () => {
    await room.meet({ recurrence: { rule: 'FREQ=MONTHLY;COUNT=12' } })
    await room.set({ answers: 30 })
    room.world.clock.advance(200 * day)
    await room.round()
    expect(await room.kept()).toContain('answers')
    room.world.clock.advance(200 * day)
    await room.round()
    expect(await room.kept()).toEqual([])
  })

  it('is looked at as far as a slice of a round goes, and the rest in the next', async () => {
    for (let at = 0; at < 3; at++) await room.meet({ recurrence: { rule: 'FREQ=MONTHLY;COUNT=3' } })
    await room.set({ answers: 30 })
    room.world.clock.advance(60 * day)
    await room.round()
    room.world.clock.advance(200 * day)
    const { deps } = room.world
    const { retention } = await getSettings(deps.store)
    const before = (await findProgress(deps.store))!
    // A page of meetings, one of polls, one of what is held, and the answers of one meeting.
    const round = { deps, retention, now: deps.clock.now(), budget: new Budget(4) }
    expect((await forgetAnswers(round, before)).isWhole).toBe(false)
    expect(await room.kept()).toContain('answers')
    await room.round()
    expect(await room.kept()).toEqual([])
  })

  const reminded = async () => {
    await room.meet({ startsAt: '2026-11-25T15:00', reminders: [60] })
    room.world.clock.advance(2 * day)
    for (let at = 0; at < 30; at++) await room.pump.pass(3600)
  }
  const reminders = async () =>
    (await room.rows('deliveries')).filter(({ sk, kind }) => sk === 'notification' && kind === 'reminder')

  it('stays while a mail is not done with, and goes when it is', async () => {
    room.world.mail.refuse = () => {
      throw new MailRefused('line', 'AccountSendingPausedException')
    }
    await reminded()
    await room.set({ mails: 30 })
    room.world.clock.advance(60 * day)
    await room.round()
    expect(await reminders()).toHaveLength(1)
    room.world.mail.refuse = undefined
    await room.round()
    await room.pump.pass(day)
    await room.round()
    expect(await reminders()).toEqual([])
  })

  it('takes a mail that answers one of those that are gone, and holds it for a person', async () => {
    await reminded()
    const [{ id: subject }] = (await reminders()) as [{ id: string }]
    const prefixes = ['reply', 'answer'] as const
    const addresses = prefixes.map((prefix) =>
      mintReplyAddress(
        room.world.deps.keys,
        { prefix, subject, contactId: room.contactId },
        room.world.deps.config.mail.domain,
      ),
    )
    await room.set({ mails: 30 })
    room.world.clock.advance(100 * day)
    await room.round()
    expect(await reminders()).toEqual([])
    for (const address of [...addresses, addresses[1]!.replace(/^answer/, 'report')])
      await room.pump.mailIn('From: desk@harbour.example.org\r\nSubject: Re\r\n\r\nLate, but here', {
        messageId: address.slice(0, 30),
        to: [address],
      })
    const { items } = await room.call('GET', '/replies')
    expect(items).toHaveLength(3)
  })
})

describe('notes of the audit', () => {
  it('leave at the end that the alliance sets, those that are there as those that come', async () => {
    const person = { contactId: 'con_1', organizationId: 'org_1' } as unknown as Person
    const note = () => noteAudit(room.world.deps, person, { outcome: 'read', what: 'deed' })
    const days = async () =>
      (await room.rows('audit'))
        .filter(({ what }) => what === 'deed')
        .map(({ at, expiresAt }) => (Number(expiresAt) - Math.floor(Date.parse(String(at)) / 1000)) / day)
    await note()
    room.world.clock.advance(100 * day)
    await note()
    expect(await days()).toEqual([400, 400])
    await room.set({ audit: 800 })
    await room.round()
    expect(await days()).toEqual([800, 800])
    await room.set({ audit: 90 })
    await room.round()
    await note()
    expect(await days()).toEqual([90, 90, 90])
    expect((await room.carriedOut()).at(-1).audit).toBeGreaterThanOrEqual(1)
  })
})
