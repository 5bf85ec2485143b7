import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { addressOf, fateOf } from '../../infra/local/rehearsal/fates.ts'
import { reportOn } from '../../infra/local/rehearsal/report.ts'
import { createSink } from '../../infra/local/rehearsal/sink.ts'
import type { SesEvent } from '../../infra/local/ses/events.ts'
import { temporaryDirectory } from './support/runtime.ts'
import { startScript } from './support/script.ts'

const now = new Date('2026-11-26T07:00:00Z')
const clock = { now: () => now, sleep: async () => {} }

const sinkWith = () => {
  const events: SesEvent[] = []
  const publish = (some: readonly SesEvent[]) => void events.push(...some)
  const sink = createSink({
    publisher: { publish, pending: 0, stop: async () => {} },
    clock,
    rate: undefined,
  })
  const send = (to: string, delivery = 'ntf_1-1-con_1') =>
    sink.mail.send({
      from: 'alerts@example.org',
      to,
      raw: new Uint8Array(),
      tags: { kind: 'alert', delivery },
    })
  return { sink, events, send }
}

describe('the sink of a rehearsal', () => {
  it('takes nothing for anybody who is not simulated, and says nothing of it', async () => {
    const { sink, events, send } = sinkWith()
    const strangers = [
      'desk@ministry.example.org',
      'desk-1@rehearsal.invalid.example.org',
      'desk-1@example.com',
    ]
    for (const to of strangers) await expect(send(to)).rejects.toMatchObject({ refusal: 'message' })
    expect([sink.counts.strangers, events, sink.taken('alert').size]).toEqual([3, [], 0])
  })

  it('says of each mail what SES would, and makes mistakes on purpose', async () => {
    const { sink, events, send } = sinkWith()
    await send(addressOf(1))
    await send(addressOf(7))
    await expect(send(addressOf(21))).rejects.toMatchObject({ refusal: 'rate' })
    await send(addressOf(21))
    await expect(send(addressOf(42))).rejects.toMatchObject({ refusal: 'unknown' })
    expect(events.map(({ eventType }) => eventType).join(' ')).toBe(
      'Send Delivery Send Bounce Send Delivery Send Delivery',
    )
    expect(sink.counts).toEqual({ throttled: 1, answersLost: 1, strangers: 0 })
  })
})

describe('the report of a rehearsal', () => {
  const lineOf = (number: number) => {
    const state = fateOf(number)
    const log = [{ at: now.toISOString(), state: 'sent' as const, attempt: 1 }]
    return { contactId: `con_${number}`, organizationId: 'org_1', class: 'ngo', state, attempt: 1, log }
  }
  const outcome = () => ({
    alarm: {
      notificationId: 'ntf_1' as const,
      expected: 10,
      readEachOnce: true,
      issuedAt: now.toISOString(),
    },
    recipients: 10,
    ledger: { manifest: 10, sealed: true, counts: { delivered: 9, bounced: 1 } },
    lines: Array.from({ length: 10 }, (_, number) => lineOf(number)),
    sink: {
      taken: (kind: string): ReadonlyMap<string, number> =>
        new Map(kind === 'alert' ? Array.from({ length: 10 }, (_, number) => [addressOf(number), 1]) : []),
      counts: { throttled: 0, answersLost: 0, strangers: 0 },
    },
  })

  it('finds nothing where everybody came out as arranged', () => {
    expect(reportOn(outcome()).faults).toEqual([])
  })

  it('finds who was forgotten, who was told twice and who stands otherwise than arranged', () => {
    const given = outcome()
    const taken = new Map([...given.sink.taken('alert'), [addressOf(3), 2]])
    taken.delete(addressOf(4))
    const lines = given.lines.map((line, number) =>
      number === 7 ? { ...line, state: 'delivered' as const } : line,
    )
    const { rows, faults } = reportOn({ ...given, lines, sink: { ...given.sink, taken: () => taken } })
    expect(faults).toEqual([
      'everybody gets a mail',
      'nobody gets two',
      'everybody is in the state that was arranged (not: 7)',
    ])
    const shown = (named: string) => rows.find(({ name }) => name === named)?.value
    expect(['Forgotten', 'Told twice', 'Not accounted for'].map(shown)).toEqual(['1', '1', '1'])
  })
})

const script = 'infra/local/rehearsal/main.ts'

/** The number in the line of the report that begins with this. */
const numberAfter = (output: string, name: string) =>
  Number(new RegExp(`^ +${name} +(\\d+)\\b`, 'm').exec(output)?.[1])

it('alarms some hundred through the whole pipeline, whatever mail server, engine and data are configured', async () => {
  const dataDir = join(temporaryDirectory(), 'data')
  const environment = {
    SMTP_URL: 'smtp://127.0.0.1:9',
    DYNAMODB_ENDPOINT: 'http://127.0.0.1:9',
    DATA_DIR: dataDir,
    PORT: 'none',
    COORDINATORS: 'desk@ministry.example.org',
  }
  const { said, exit } = startScript(script, environment, ['--recipients', '250'])
  expect([await exit, said.errors]).toEqual([0, ''])
  const { output } = said
  const counts = ['Recipients in the manifest', 'delivered', 'bounced', 'complained'].map((name) =>
    numberAfter(output, name),
  )
  expect(counts).toEqual([250, 246, 3, 1])
  expect(['Forgotten', 'Told twice', 'Not accounted for'].map((name) => numberAfter(output, name))).toEqual([
    0, 0, 0,
  ])
  expect(output).toContain('read each organization 1.00 times')
  expect(output).toMatch(/Sent in a second attempt +1 +1 throttled/)
  expect(output).toMatch(/^Everybody is accounted for\.$/m)
  expect(existsSync(dataDir)).toBe(false)
}, 600_000)

it('says in one line what is wrong with the command line', async () => {
  const { said, exit } = startScript(script, {}, ['--recipients', '0'])
  expect(await exit).toBe(1)
  expect(said.errors.split('\n')[0]).toBe(
    'The rehearsal failed: --recipients must be a whole number from 1 to 1,000,000',
  )
})
