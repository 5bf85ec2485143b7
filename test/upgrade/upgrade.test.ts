import { Webhook } from 'standardwebhooks'
import { beforeAll, describe, expect, it } from 'vitest'
import { dueRows, shards } from '../../shared/agenda/agenda.ts'
import { faultsOf } from '../../shared/evidence/verify.ts'
import { createUpgraded } from './earlier.ts'

const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
const json = (text: string) => JSON.parse(text)

type Upgraded = Awaited<ReturnType<typeof createUpgraded>>

describe('rows of an earlier version', () => {
  let at: Upgraded
  let one: string
  let two: string
  /** The alert that had gone out by then. */
  let issued: { id: string }
  const as = (token: string | undefined, method: string, path: string, body?: unknown, headers = {}) =>
    at.world.call(token, method, path, body, headers)
  const listed = async (path: string) => {
    const answer = await as(one, 'GET', `/v1/${path}`)
    expect([path, answer.status]).toEqual([path, 200])
    return answer.json.items as { id: string; state?: string; title?: string; version: number }[]
  }
  const alertThat = async (state: string) => (await listed('alerts')).find((alert) => alert.state === state)!

  beforeAll(async () => {
    at = await createUpgraded()
    ;[one, two] = at.earlier.tokens
    issued = await alertThat('issued')
  })

  it('are all there', () => {
    const count = Object.values(at.earlier.tables).reduce((sum, rows) => sum + rows.length, 0)
    expect(count).toBe(894)
  })

  /** Whatever the API can be asked for without naming one thing, and then of each thing that it lists. */
  it('are read by every question of the API', async () => {
    const document = json((await as(undefined, 'GET', '/openapi.json')).text) as {
      paths: Record<string, Record<string, { parameters?: { in: string; required?: boolean }[] }>>
    }
    const gets = Object.entries(document.paths).flatMap(([path, { get }]) => (get ? [{ path, get }] : []))
    const wants = ({ parameters = [] }: (typeof gets)[number]['get']) =>
      parameters.some((each) => each.in === 'query' && each.required)
    const lists = gets.filter(
      ({ path, get }) => path.startsWith('/v1/') && !path.includes('{') && !wants(get),
    )
    const found: Record<string, number> = {}
    const failed: string[] = []
    const ask = async (path: string) => {
      const answer = await as(one, 'GET', path)
      if (answer.status >= 500) failed.push(`${path}: ${answer.status}`)
      return answer
    }
    for (const { path } of lists) {
      const answer = await ask(path)
      const items: { id?: string }[] = answer.json?.items ?? []
      if (items.length > 0) found[path.slice('/v1/'.length)] = items.length
      const ofOne = gets.filter(
        ({ path: longer, get }) =>
          longer.startsWith(`${path}/{id}`) && longer.split('{').length === 2 && !wants(get),
      )
      for (const { id } of items)
        if (id !== undefined) for (const { path: longer } of ofOne) await ask(longer.replace('{id}', id))
    }
    expect(failed).toEqual([])
    expect(found).toMatchObject({
      situations: 1,
      coalitions: 1,
      meetings: 2,
      alerts: 3,
      webhooks: 1,
    })
    expect(found['organizations']).toBeGreaterThan(20)
    expect(found['events']).toBeGreaterThan(20)
  })

  it('are answered by links, codes and addresses of mails that were sent before', async () => {
    const { links, code, calendar, programToken, replyTo } = at.earlier
    for (const kind of ['rsvp', 'answer', 'coalition', 'report'])
      expect([kind, (await as(undefined, 'GET', links[kind]!)).status]).toEqual([kind, 200])
    const rsvp = await as(undefined, 'POST', links['rsvp']!, 'answer=accepted&delegates=2', form)
    expect(rsvp.status).toBe(200)
    expect((await as(undefined, 'POST', links['answer']!, 'answer=received', form)).status).toBe(200)
    expect((await as(undefined, 'GET', calendar)).text).toContain('BEGIN:VCALENDAR')
    expect((await as(programToken, 'GET', '/v1/meetings')).json.items).toHaveLength(2)
    const signedIn = await as(undefined, 'POST', '/v1/sign-in/code', {
      email: 'coordinator@example.org',
      code,
    })
    expect(signedIn.status).toBe(200)
    const before = (await listed('replies')).length
    await at.pump.mailIn(
      ['From: reader@example.org', `To: ${replyTo[0]}`, 'Subject: Re: Second call', '', 'We come.', ''].join(
        '\r\n',
      ),
      { messageId: 'in-1', to: [replyTo[0]!] },
    )
    expect((await listed('replies')).length).toBe(before + 1)
    expect(
      (await as(undefined, 'POST', links['unsubscribe']!, 'List-Unsubscribe=One-Click', form)).status,
    ).toBe(200)
  })

  it('are gone on with: what was submitted is approved, goes out, and is posted with the old secret', async () => {
    const submitted = await alertThat('in-review')
    const { digest } = (await as(one, 'GET', `/v1/alerts/${submitted.id}`)).json
    const approved = await as(two, 'POST', `/v1/alerts/${submitted.id}/approval`, { digest })
    expect(approved.status).toBe(200)
    await at.pump.pass(300)
    const { manifest, counts } = (await as(one, 'GET', `/v1/alerts/${submitted.id}/deliveries`)).json
    expect(manifest).toBeGreaterThan(20)
    expect(Object.values<number>(counts).reduce((sum, count) => sum + count, 0)).toBe(manifest)
    const call = at.world.http.calls.at(-1)!
    const sentAt = new Date(Number(call.headers['webhook-timestamp']) * 1000)
    const signature = new Webhook(at.earlier.webhookSecret).sign(
      call.headers['webhook-id']!,
      sentAt,
      call.body,
    )
    expect(call.headers['webhook-signature']).toContain(signature)
  })

  it('are corrected: whoever got the alert then gets its cancellation now', async () => {
    const told = (await as(one, 'GET', `/v1/alerts/${issued.id}/deliveries`)).json
    const texts = [{ language: 'en', headline: 'Withdrawn', description: 'It was wrong.' }]
    const asked = await as(one, 'POST', `/v1/alerts/${issued.id}/cancellation`, {
      reason: 'retracted',
      texts,
    })
    expect(asked.status).toBeLessThan(300)
    const { digest } = (await as(one, 'POST', `/v1/alerts/${issued.id}/submission`)).json
    await as(two, 'POST', `/v1/alerts/${issued.id}/approval`, { digest })
    const before = at.world.mail.sent.length
    await at.pump.pass(300)
    const now = (await as(one, 'GET', `/v1/alerts/${issued.id}/deliveries`)).json
    expect(now.manifest).toBe(told.manifest)
    expect(at.world.mail.sent.length - before).toBeGreaterThan(told.counts.delivered - 5)
  })

  it('are proven: the evidence of then is whole with what was added since', async () => {
    await at.pump.pass(3600)
    const { keys } = (await as(undefined, 'GET', '/.well-known/tocsin-keys.json')).json
    const { text } = await as(one, 'GET', `/v1/alerts/${issued.id}/evidence`)
    expect(faultsOf(text, keys)).toEqual([])
  })

  it('come due, every one of them, through two months', async () => {
    for (let day = 0; day < 62; day++) await at.pump.pass(86_400)
    const rows = await Promise.all(
      Array.from({ length: shards }, (_, shard) => dueRows(at.world.deps.store, shard, at.world.clock.now())),
    )
    expect(rows.flat()).toEqual([])
  })
})
