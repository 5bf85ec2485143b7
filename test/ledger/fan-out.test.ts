import PostalMime from 'postal-mime'
import { describe, expect, it } from 'vitest'
import { MailRefused } from '../../shared/ports/mail.ts'
import { type Alliance, createAlliance } from '../support/alliance.ts'
import { createPump, type Pump, queueEvent, sesEvent, streamEvent } from '../support/pump.ts'
import { Wire } from '../support/wire.ts'
import { createWorld, type World } from '../support/world.ts'

const begin = async (count = 30): Promise<{ world: World; wire: Wire; pump: Pump; alliance: Alliance }> => {
  const wire = new Wire()
  const world = await createWorld({ engine: 'dynoxide', client: wire.wrap })
  const pump = createPump(world, wire)
  const alliance = await createAlliance(world)
  await alliance.members(count)
  wire.stream.length = 0
  return { world, wire, pump, alliance }
}

const to = (world: World) => world.mail.sent.map((mail) => mail.to).sort()

describe('the fan-out of an alert', () => {
  it('tells everybody in the manifest once, each in their language, and accounts for each', async () => {
    const { world, pump, alliance } = await begin(30)
    const id = await alliance.issue(pump)
    expect(new Set(to(world)).size).toBe(30)
    expect(to(world).length).toBe(30)
    expect(await alliance.ledger(id)).toMatchObject({ manifest: 30, counts: { sent: 30 }, sealed: true })
    const french = world.mail.sent.find((mail) => mail.to === 'desk@member-1.example.org')!
    expect((await PostalMime.parse(french.raw)).subject).toContain('Villages incendiés')
    await pump.feedBack()
    expect((await alliance.ledger(id)).counts).toEqual({ delivered: 30 })
  })

  it('sends nothing twice when every hint and every event comes twice', async () => {
    const { world, wire, pump, alliance } = await begin(27)
    const { id } = await alliance.draft()
    await alliance.release(id)
    wire.stream.push(...wire.stream)
    const events = [...wire.stream]
    await pump.drain()
    wire.stream.push(...events)
    await pump.drain()
    expect(world.mail.sent.length).toBe(27)
    expect((await alliance.ledger(id)).counts).toEqual({ sent: 27 })
  })

  it('reaches everybody although the stream and all hints were lost', async () => {
    const { world, wire, pump, alliance } = await begin(27)
    const { id } = await alliance.draft()
    await alliance.release(id)
    wire.stream.length = 0
    world.queues.take()
    world.clock.advance(61)
    await pump.functions.clock()
    await pump.functions['fan-out'](streamEvent(wire.stream.splice(0)))
    world.queues.take()
    expect(world.mail.sent.length).toBe(0)
    await pump.pass(121)
    expect(world.mail.sent.length).toBe(27)
    expect((await alliance.ledger(id)).counts).toEqual({ sent: 27 })
  })

  it('is looked at less and less often while it only waits behind others, and is told when its turn comes', async () => {
    const { world, wire, pump, alliance } = await begin(27)
    const { id } = await alliance.draft()
    await alliance.release(id)
    await pump.functions['fan-out'](streamEvent(wire.stream.splice(0)))
    world.queues.take()
    let looks = 0
    for (let minute = 0; minute < 120; minute++) {
      world.clock.advance(60)
      await pump.functions.clock()
      await pump.functions['fan-out'](streamEvent(wire.stream.splice(0)))
      looks += world.queues.take().length
    }
    // Two chunks: at 2, 4, 8, 16, 31, 46 … minutes, where each of every two minutes would be 120.
    expect(looks).toBeGreaterThan(10)
    expect(looks).toBeLessThan(30)
    for (let pass = 0; pass < 16; pass++) await pump.pass(61)
    expect((await alliance.ledger(id)).counts).toEqual({ sent: 27 })
  })

  it('finds out soon what a mailer had in hand when it died, however long its chunk had waited', async () => {
    const { world, wire, pump, alliance } = await begin(5)
    const { id } = await alliance.draft()
    await alliance.release(id)
    await pump.functions['fan-out'](streamEvent(wire.stream.splice(0)))
    const [hint] = world.queues.take()
    for (let minute = 0; minute < 62; minute++) {
      world.clock.advance(60)
      await pump.functions.clock()
      await pump.functions['fan-out'](streamEvent(wire.stream.splice(0)))
      world.queues.take()
    }
    const send = world.mail.send.bind(world.mail)
    await new Promise<void>((dies) => {
      world.mail.send = () => {
        dies()
        return new Promise(() => {})
      }
      void pump.functions.mailer(queueEvent([hint!.message]))
    })
    world.mail.send = send
    for (let minute = 0; minute < 5; minute++) await pump.pass(60)
    expect((await alliance.ledger(id)).counts).toEqual({ inDoubt: 5 })
    // Each look at what is in doubt asks feedback how far it has come.
    const before = world.mail.probes
    for (let minute = 0; minute < 20; minute++) await pump.pass(60)
    expect(world.mail.probes - before).toBeGreaterThanOrEqual(10)
  })

  it('leaves nothing on the agenda of a chunk that is done', async () => {
    const { world, pump, alliance } = await begin(5)
    await alliance.issue(pump)
    const shards = Array.from({ length: 8 }, (_, shard) => `due#${shard}`)
    const rows = await Promise.all(
      shards.map((partition) => world.deps.store.query({ table: 'agenda', partition })),
    )
    const kinds = rows.flatMap(({ items }) => items.map(({ kind }) => kind))
    expect(kinds).toContain('evidence')
    expect(kinds).not.toContain('settle')
  })

  it('releases what a throttled service refused, and sends it a little later', async () => {
    const { world, pump, alliance } = await begin(10)
    let refusals = 3
    world.mail.refuse = () => {
      if (refusals-- > 0) throw new MailRefused('rate', 'Throttling')
    }
    const id = await alliance.issue(pump)
    expect((await alliance.ledger(id)).counts).toEqual({ sent: 7, queued: 3 })
    await pump.pass(6)
    expect((await alliance.ledger(id)).counts).toEqual({ sent: 10 })
    expect(world.mail.sent.length).toBe(10)
  })

  it('parks what the daily quota leaves no room for, and sends it when there is', async () => {
    const { world, pump, alliance } = await begin(10)
    world.mail.limits = { perSecond: 100, per24Hours: 5, sentLast24Hours: 0 }
    const id = await alliance.issue(pump)
    expect((await alliance.ledger(id)).counts).toEqual({ sent: 4, parked: 6 })
    world.mail.limits = { perSecond: 100, per24Hours: 50, sentLast24Hours: 4 }
    await pump.pass(121)
    expect((await alliance.ledger(id)).counts).toEqual({ sent: 10 })
  })

  it('never sends faster than the account may, and leaves bulk the smaller share', async () => {
    const { world, pump, alliance } = await begin(30)
    world.mail.limits = { perSecond: 10, per24Hours: -1, sentLast24Hours: 0 }
    await alliance.issue(pump)
    const perSecond = Map.groupBy(world.mail.sent, ({ at }) => at.slice(0, 19))
    expect(Math.max(...[...perSecond.values()].map((mails) => mails.length))).toBe(8)
  })

  it('gives up one refused mail alone', async () => {
    const { world, pump, alliance } = await begin(5)
    world.mail.refuse = ({ to }) => {
      if (to.includes('member-3')) throw new MailRefused('message', 'MessageRejected')
    }
    const id = await alliance.issue(pump)
    expect((await alliance.ledger(id)).counts).toEqual({ sent: 4, failed: 1 })
  })

  it('stops the line while nothing can be sent, and goes on by itself once it is mended', async () => {
    const { world, pump, alliance } = await begin(5)
    let paused = true
    world.mail.refuse = () => {
      if (paused) throw new MailRefused('line', 'AccountSendingPausedException')
    }
    const { id } = await alliance.draft()
    await alliance.release(id)
    await pump.drain()
    expect((await alliance.ledger(id)).counts).toEqual({ queued: 5 })
    paused = false
    await pump.pass(61)
    expect((await alliance.ledger(id)).counts).toEqual({ sent: 5 })
  })

  it('forgets nobody in an outage of hours, and keeps its record small', async () => {
    const { world, pump, alliance } = await begin(3)
    let paused = true
    let tries = 0
    world.mail.refuse = () => {
      tries += 1
      if (paused) throw new MailRefused('line', 'AccountSendingPausedException')
    }
    const id = await alliance.issue(pump)
    for (let minute = 0; minute < 120; minute++) await pump.pass(61)
    expect(world.queues.sent.length).toBeLessThanOrEqual(1)
    expect(tries).toBeLessThan(3 * 240)
    paused = false
    await pump.pass(121)
    const { counts, items } = await alliance.ledger(id)
    expect(counts).toEqual({ sent: 3 })
    expect(Math.max(...items.map(({ log }) => log.length))).toBeLessThan(8)
  })

  it('begins slowly when the quota cannot be read, and does not give up', async () => {
    const { world, pump, alliance } = await begin(3)
    const quota = world.mail.quota.bind(world.mail)
    let refusals = 1
    world.mail.quota = async () => {
      if (refusals-- > 0) throw new MailRefused('rate', 'Throttling')
      return quota()
    }
    const id = await alliance.issue(pump)
    expect((await alliance.ledger(id)).counts).toEqual({ sent: 3 })
  })

  it('halts in the middle of a chunk', async () => {
    const { world, pump, alliance } = await begin(10)
    world.mail.limits = { perSecond: 2, per24Hours: -1, sentLast24Hours: 0 }
    const { id } = await alliance.draft()
    const send = world.mail.send.bind(world.mail)
    world.mail.send = async (mail) => {
      if (world.mail.sent.length === 2)
        await world.call(alliance.coordinator, 'POST', `/v1/alerts/${id}/halt`)
      return send(mail)
    }
    await alliance.release(id)
    await pump.drain()
    await pump.pass(500)
    expect(world.mail.sent.length).toBeLessThan(5)
  })

  it('sends again what is in doubt only once feedback has passed it by', async () => {
    const { world, pump, alliance } = await begin(5)
    world.mail.refuse = ({ to }) => {
      if (to.includes('member-2')) throw new MailRefused('unknown', 'TimeoutError')
    }
    const id = await alliance.issue(pump)
    world.mail.refuse = undefined
    expect((await alliance.ledger(id)).counts).toEqual({ sent: 4, inDoubt: 1 })
    await pump.pass(125)
    expect([world.mail.sent.length, world.mail.probes]).toEqual([4, 1])
    world.clock.advance(300)
    await pump.feedBack([
      { ...world.mail.sent[0]!, at: world.clock.now().toISOString(), tags: { kind: 'probe' } },
    ])
    await pump.pass(125)
    expect((await alliance.ledger(id)).counts).toMatchObject({ sent: 5 })
    expect(to(world).filter((address) => address.includes('member-2')).length).toBe(1)
  })

  it('takes SES’s own word for a mail whose mark was never made', async () => {
    const { world, pump, alliance } = await begin(5)
    const unmarked: string[] = []
    const send = world.mail.send.bind(world.mail)
    world.mail.send = async (mail) => {
      const answer = await send(mail)
      if (!mail.to.includes('member-4')) return answer
      unmarked.push(mail.to)
      throw new MailRefused('unknown', 'TimeoutError')
    }
    const id = await alliance.issue(pump)
    expect((await alliance.ledger(id)).counts).toEqual({ sent: 4, inDoubt: 1 })
    await pump.feedBack()
    await pump.pass(125)
    expect((await alliance.ledger(id)).counts).toEqual({ delivered: 5 })
    expect(unmarked.length).toBe(1)
  })

  it('skips, visibly, who must not be written to', async () => {
    const { world, pump, alliance } = await begin(3)
    const gone = await alliance.organization({ name: 'Leaving' }, [{ email: 'gone@leaving.example.org' }])
    const { id } = await alliance.draft()
    await alliance.release(id)
    const bounce = { bounceType: 'Permanent', bounceSubType: 'General', bouncedRecipients: [] }
    const first = await alliance.issue(pump)
    expect((await alliance.ledger(first)).counts).toEqual({ sent: 4 })
    const dead = world.mail.sent.find((mail) => mail.to === 'desk@member-0.example.org')!
    await pump.functions['mail-feedback'](queueEvent([sesEvent(dead, 'Bounce', { bounce })]))
    await world.call(
      alliance.coordinator,
      'DELETE',
      `/v1/organizations/${gone.id}/contacts/${gone.contacts[0]!.id}`,
    )
    await pump.drain()
    const again = await alliance.issue(pump)
    expect((await alliance.ledger(again)).counts).toEqual({ sent: 2, skipped: 1 })
  })

  it('stops what is unsent when it is halted', async () => {
    const { world, pump, alliance, wire } = await begin(3)
    const { id } = await alliance.draft()
    await alliance.release(id)
    await world.call(alliance.coordinator, 'POST', `/v1/alerts/${id}/halt`)
    wire.stream.reverse()
    await pump.drain()
    await pump.pass(500)
    expect(world.mail.sent.length).toBe(0)
    expect((await alliance.ledger(id)).counts).toEqual({ queued: 3 })
  })
})

describe('a correction', () => {
  it('reaches exactly who got the original, in its thread, and stops the original for the rest', async () => {
    const { world, wire, pump, alliance } = await begin(30)
    const { id } = await alliance.draft()
    await alliance.release(id)
    const events = wire.stream.splice(0)
    await pump.functions['fan-out'](streamEvent(events))
    const hints = world.queues.take('mail')
    await pump.functions.mailer(queueEvent([hints[0]!.message]))
    expect(world.mail.sent.length).toBe(25)
    const texts = [{ language: 'en', headline: 'The report was wrong', description: 'No village was burnt.' }]
    world.clock.advance(1)
    await world.call(alliance.coordinator, 'POST', `/v1/alerts/${id}/cancellation`, {
      reason: 'retracted',
      texts,
    })
    await alliance.release(id)
    await pump.drain()
    await pump.functions.mailer(queueEvent([hints[1]!.message]))
    await pump.drain()
    const corrections = world.mail.sent.slice(25)
    expect(corrections.map((mail) => mail.to).sort()).toEqual(
      world.mail.sent
        .slice(0, 25)
        .map((mail) => mail.to)
        .sort(),
    )
    const original = world.mail.sent.find((mail) => mail.to === corrections[0]!.to)!
    const parsed = await PostalMime.parse(corrections[0]!.raw)
    expect(parsed.inReplyTo).toBe(world.mail.headerId(original.messageId))
    const { counts } = await alliance.ledger(id)
    expect(counts).toEqual({ sent: 25, skipped: 5 })
  })

  it('goes as the first notice to whom an update overtakes', async () => {
    const { world, wire, pump, alliance } = await begin(3)
    const { id } = await alliance.draft()
    await alliance.release(id)
    const events = wire.stream.splice(0)
    await pump.functions['fan-out'](streamEvent(events))
    const late = world.queues.take()
    world.clock.advance(1)
    await world.call(alliance.coordinator, 'POST', `/v1/alerts/${id}/update`, { level: 'emergency' })
    await alliance.release(id)
    await pump.drain()
    world.queues.sent.push(...late)
    await pump.drain()
    expect(to(world).length).toBe(3)
    expect((await alliance.ledger(id)).counts).toEqual({ sent: 3 })
  })
})
