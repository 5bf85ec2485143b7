import { beforeEach, describe, expect, it } from 'vitest'
import { waveSize } from '../../shared/organizations/confirmation/due.ts'
import { suppressAddress } from '../../shared/organizations/suppress.ts'
import { linkIn as linkOf, read } from '../meetings/mails.ts'
import type { SentMail } from '../support/memory-mail.ts'
import { createPump, type Pump } from '../support/pump.ts'
import { aRoster } from '../support/roster-file.ts'
import { Wire } from '../support/wire.ts'
import { createWorld, type World } from '../support/world.ts'

const day = 86_400

describe('asking “is this you, still the one?”', () => {
  let world: World
  let pump: Pump
  let coordinator: string
  beforeEach(async () => {
    const wire = new Wire()
    world = await createWorld({ client: wire.wrap })
    pump = createPump(world, wire)
    coordinator = await world.tokenFor({ grants: ['coordinator'] })
  })

  const take = async (rows: Parameters<typeof aRoster>[0]) => {
    const type = { 'Content-Type': 'text/csv' }
    await world.call(coordinator, 'POST', '/v1/organizations/import', aRoster(rows), type)
    await pump.drain()
  }
  const contacts = async () => {
    const { json } = await world.call(coordinator, 'GET', '/v1/organizations?limit=200')
    // biome-ignore lint/suspicious/noExplicitAny: tests read answers of any shape.
    return json.items.flatMap((each: any) => each.contacts) as any[]
  }
  const mailsAfter = async (seconds: number) => {
    await pump.pass(seconds)
    return world.mail.sent.splice(0)
  }
  const linkIn = async (mail: SentMail) => (await linkOf(mail, 'confirm'))!
  const post = (link: string, answer: string) =>
    world.app.request(link, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: `answer=${answer}`,
    })

  it('asks after an import, names the organization, and asks again after half a year', async () => {
    await take([
      {},
      { email: 'second@harbour.example.org' },
      { email: 'quiet@harbour.example.org', discreet: 'yes' },
    ])
    expect(await mailsAfter(60)).toEqual([])
    const asked = await mailsAfter(3600)
    expect(asked.map(({ to }) => to).sort()).toEqual([
      'desk@harbour.example.org',
      'second@harbour.example.org',
    ])
    expect((await read(asked[0]!)).text).toContain('Harbour Watch')
    expect(await mailsAfter(day)).toEqual([])
    await post(await linkIn(asked[0]!), 'yes')
    expect((await mailsAfter(180 * day)).length).toBe(0)
    expect((await mailsAfter(3 * day)).map(({ to }) => to).sort()).toEqual([
      'desk@harbour.example.org',
      'second@harbour.example.org',
    ])
  }, 300_000)

  it('changes nothing when a scanner looks, confirms when somebody presses, and says so once a day', async () => {
    await take([{}])
    const [mail] = await mailsAfter(3660)
    const link = await linkIn(mail!)
    for (const method of ['GET', 'HEAD', 'GET'])
      expect((await world.app.request(link, { method })).status).toBe(200)
    expect((await contacts())[0].lastConfirmedAt).toBeUndefined()
    expect((await post(link, 'perhaps')).status).toBe(200)
    expect((await contacts())[0].lastConfirmedAt).toBeUndefined()
    await Promise.all([post(link, 'yes'), post(link, 'yes')])
    expect((await contacts())[0].lastConfirmedAt).toBe(world.clock.now().toISOString())
    const { items } = (await world.call(coordinator, 'GET', '/v1/events?day=2026-11-22')).json
    expect(items.filter(({ type }: { type: string }) => type === 'contact.confirmed')).toHaveLength(1)
  })

  it('opens one task when somebody has moved on, and stops nothing', async () => {
    await take([{}])
    const [mail] = await mailsAfter(3660)
    await post(await linkIn(mail!), 'no')
    await post(await linkIn(mail!), 'no')
    const { items } = (await world.call(coordinator, 'GET', '/v1/tasks')).json
    expect(items.map(({ kind }: { kind: string }) => kind)).toEqual(['contact-moved-on'])
    expect((await contacts())[0].suppressed).toBeUndefined()
  })

  it('lets a link die with the address, of which nobody has said anything', async () => {
    await take([{}])
    const [mail] = await mailsAfter(3660)
    await post(await linkIn(mail!), 'yes')
    const { json } = await world.call(coordinator, 'GET', '/v1/organizations')
    const [{ id, version, contacts: of }] = json.items
    const path = `/v1/organizations/${id}/contacts/${of[0].id}`
    await world.call(
      coordinator,
      'PATCH',
      path,
      { email: 'new@harbour.example.org' },
      { 'If-Match': `"${version}"` },
    )
    expect((await post(await linkIn(mail!), 'yes')).status).toBe(404)
    expect((await contacts())[0].lastConfirmedAt).toBeUndefined()
    expect((await mailsAfter(3700)).map(({ to }) => to)).toEqual(['new@harbour.example.org'])
  })

  it('goes in waves that grow, and passes over nobody', async () => {
    await take(
      Array.from({ length: 90 }, (_, at) => ({
        organization: `Watch ${at}`,
        email: `desk-${at}@example.org`,
      })),
    )
    const first = await mailsAfter(3660)
    expect(first.length).toBeGreaterThanOrEqual(20)
    expect(first.length).toBeLessThan(60)
    const rest = [
      await mailsAfter(3600),
      await mailsAfter(3600),
      await mailsAfter(3600),
      await mailsAfter(3600),
    ].flat()
    expect(new Set([...first, ...rest].map(({ to }) => to)).size).toBe(90)
    expect([...first, ...rest]).toHaveLength(90)
    expect(
      [0, 1, 3, 30].map((days) => waveSize('2026-01-01T00:00:00Z', new Date(Date.UTC(2026, 0, 1 + days)))),
    ).toEqual([20, 40, 160, 5000])
  }, 300_000)

  it('lists who would hear of nothing, before anything is sent', async () => {
    const nobody = { contact_role: '', email: '', language: '', time_zone: '' }
    await take([
      {},
      { organization: 'Bounces', email: 'gone@example.org' },
      { organization: 'Nobody', ...nobody },
      { organization: 'Quiet', email: 'quiet@example.org', discreet: 'yes' },
    ])
    await suppressAddress(world.deps, 'gone@example.org', 'bounced')
    const list = async () => {
      const { items } = (await world.call(coordinator, 'GET', '/v1/organizations/unreachable')).json
      return Object.fromEntries(
        items.map(({ name, reason }: { name: string; reason: string }) => [name, reason]),
      )
    }
    expect(await list()).toEqual({
      'Harbour Watch': 'never-confirmed',
      Bounces: 'nobody-reachable',
      Nobody: 'no-contacts',
    })
    const mails = await mailsAfter(3660)
    await post(await linkIn(mails.find(({ to }) => to === 'desk@harbour.example.org')!), 'yes')
    expect(await list()).toEqual({ Bounces: 'nobody-reachable', Nobody: 'no-contacts' })
  })
})
