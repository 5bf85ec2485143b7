import { beforeEach, describe, expect, it } from 'vitest'
import { peopleOf } from '../../identity/people.ts'
import type { Alliance } from '../../support/alliance.ts'
import type { Pump } from '../../support/pump.ts'
import type { World } from '../../support/world.ts'
import { type AlertDesk, openAlertDesk, typedAlert } from './alert-desk.ts'
import { type Fields, hidden, sessionFor, type Visitor, visitor, visitorWith } from './visitor.ts'

describe('an alert in the console', () => {
  let world: World
  let alliance: Alliance
  let pump: Pump
  let author: Visitor
  let second: Visitor
  let situationId: string
  let desk: AlertDesk
  beforeEach(async () => {
    desk = await openAlertDesk()
    ;({ world, alliance, pump, author, second, situationId } = desk)
  })
  const write = (fields?: Fields) => desk.write(fields)
  const submit = (path: string) => desk.submit(path)
  const approve = (path: string, who?: Visitor) => desk.approve(path, who)

  it('is written, submitted, approved by a second person and watched as it goes out', async () => {
    const path = await write()
    const draft = await author.get(path)
    expect(draft.html).toContain('Boats are taken &lt;away&gt;')
    expect(draft.html).toContain('<b>3</b> organizations')
    await submit(path)
    expect((await author.get(path)).html).toContain('A second person must approve it')
    const approved = await approve(path)
    expect([approved.status, approved.location]).toEqual([303, `${path}/progress`])
    const before = await second.get(`${path}/progress`)
    expect(before.html).toContain(`data-live="${path}/progress/part"`)
    await pump.drain()
    const after = await second.get(`${path}/progress/part`)
    expect(after.html).toContain('<b>3</b> to be told')
    expect((await world.call(alliance.coordinator, 'GET', `/v1${path.slice(8)}`)).json.state).toBe('issued')
    expect(world.mail.sent).toHaveLength(3)
  })

  it('is not approved by who wrote it, whatever they send', async () => {
    const path = await write()
    await submit(path)
    const { html } = await second.get(path)
    const digest = /name="digest" value="([^"]+)"/.exec(html)![1]!
    const { html: own } = await author.get(path)
    const token = /name="token" value="([^"]+)"/.exec(own)![1]!
    const answer = await author.post(`${path}/approve`, { token, digest, version: '2' })
    expect(answer.status).toBe(403)
    expect(answer.html).toContain('Ask a second person')
  })

  it('shows an approver what has changed against what was approved last', async () => {
    const path = await write()
    await submit(path)
    await approve(path)
    await pump.drain()
    const begun = await author.send(path, `${path}/update`)
    expect(begun.location).toBe(`${path}/edit`)
    const { audience, exercise, ...fields } = typedAlert(situationId) as Record<string, string>
    const { 'audience.relations': _, 'audience.reach': __, ...rest } = fields
    const changed = { ...rest, 'texts.0.description': 'In five villages since Monday.' }
    expect((await author.send(`${path}/edit`, `${path}/edit`, changed)).status).toBe(303)
    await submit(path)
    const { html } = await second.get(path)
    expect(html).toContain('In <del>three</del><ins>five</ins> villages since Monday.')
  })

  it('gives a form back with everything typed and the fault beside its field', async () => {
    const sent = await author.send('/console/alerts/new', '/console/alerts/new', {
      ...typedAlert(situationId),
      'texts.1.headline': 'x'.repeat(161),
    })
    expect(sent.status).toBe(422)
    expect(sent.html).toContain('In three villages since Monday.')
    expect(sent.html).toContain('x'.repeat(161))
    expect(sent.html).toMatch(/id="texts-1-headline-fault"[^>]*>.*longer than 160/s)
    expect((await world.call(alliance.coordinator, 'GET', '/v1/alerts')).json.items).toEqual([])
  })

  it('is made once by a form that is sent twice', async () => {
    const { html } = await author.get('/console/alerts/new')
    const once = /name="once" value="([^"]+)"/.exec(html)![1]!
    const token = /name="token" value="([^"]+)"/.exec(html)![1]!
    const fields = { ...typedAlert(situationId), once, token }
    const both = await Promise.all([1, 2].map(() => author.post('/console/alerts/new', fields)))
    expect(both.map(({ status }) => status)).toEqual([303, 303])
    expect(both[0]!.location).toBe(both[1]!.location)
    expect((await world.call(alliance.coordinator, 'GET', '/v1/alerts')).json.items).toHaveLength(1)
  })

  it('says kindly that somebody else has changed it, and then puts in what was typed', async () => {
    const path = await write()
    const mine = { ...typedAlert(situationId), 'texts.0.headline': 'Mine' }
    const { html } = await author.get(`${path}/edit`)
    const token = /name="token" value="([^"]+)"/.exec(html)![1]!
    expect((await second.send(`${path}/edit`, `${path}/edit`, typedAlert(situationId))).status).toBe(303)
    const late = await author.post(`${path}/edit`, { ...mine, token, version: '1' })
    expect(late.status).toBe(412)
    expect(late.html).toContain('What you typed is still here')
    expect(late.html).toContain('value="Mine"')
    const version = /name="version" value="(\d+)"/.exec(late.html)![1]!
    expect((await author.post(`${path}/edit`, { ...mine, token, version })).status).toBe(303)
  })

  it('makes room for another language without storing anything', async () => {
    const sent = await author.send('/console/alerts/new', '/console/alerts/new', {
      ...typedAlert(situationId),
      more: 'text',
    })
    expect(sent.status).toBe(200)
    expect(sent.html).toContain('name="texts.2.headline"')
    expect((await world.call(alliance.coordinator, 'GET', '/v1/alerts')).json.items).toEqual([])
  })

  it('is given back with remarks, ended, and halted', async () => {
    const path = await write()
    await submit(path)
    await second.send(path, `${path}/return`, { remarks: 'Name the villages.' })
    expect((await author.get(path)).html).toContain('Name the villages.')
    await submit(path)
    await approve(path)
    await pump.drain()
    const ended = await author.send(`${path}/end`, `${path}/end`, {
      reason: 'retracted',
      'texts.0.language': 'en',
      'texts.0.headline': 'Mistaken',
      'texts.0.description': 'It was not so.',
    })
    expect(ended.status).toBe(303)
    expect((await author.send(path, `${path}/halt`)).location).toContain('done=halted')
    expect((await author.get(path)).html).toContain('nothing more of this is sent')
  })

  it('keeps what was typed when the session ends meanwhile', async () => {
    const { html } = await author.get('/console/alerts/new')
    const token = /name="token" value="([^"]+)"/.exec(html)![1]!
    world.clock.advance(13 * 3600)
    const late = await author.post('/console/alerts/new', { ...typedAlert(situationId), token })
    expect(late.status).toBe(401)
    expect(late.html).toContain('value="In three villages since Monday."')
    const again = await visitor(world, { grants: ['coordinator'] })
    const kept = await again.post('/console/alerts/new', { ...typedAlert(situationId), token })
    expect(kept.status).toBe(403)
    const fresh = /name="token" value="([^"]+)"/.exec(kept.html.slice(kept.html.indexOf('texts.0')))![1]!
    expect(
      (await again.post('/console/alerts/new', { ...typedAlert(situationId), token: fresh })).status,
    ).toBe(303)
  })

  it('asks for the second factor afresh, keeps the form, and sends it with the code', async () => {
    const path = await write()
    await submit(path)
    const people = peopleOf(world, alliance.coordinator)
    const begun = await sessionFor(world, { grants: ['coordinator'], unproved: true })
    const { session, secret } = await people.register(begun)
    const approver = visitorWith(world, session)
    world.clock.advance(11 * 60)
    const asked = await approve(path, approver)
    expect([asked.status, asked.location]).toEqual([403, null])
    expect(asked.html).toContain('The six digits of the app')
    const sendAgain = (proof: object, { html }: { html: string }) =>
      approver.post(`${path}/approve`, { ...hidden(html), ...proof })
    const code = { 'second-factor': '12345', 'second-factor-next': '67890' }
    const wrong = await sendAgain({ ...code, 'passkey-answer': '{}' }, asked)
    expect([wrong.status, wrong.location]).toEqual([403, null])
    expect(wrong.html).toContain('This code is wrong')
    // What did not count must not go along before what is entered next.
    expect(Object.keys(hidden(wrong.html)).filter((name) => /factor|passkey/.test(name))).toEqual([])
    const right = await sendAgain({ 'second-factor': people.codeOfApp(secret) }, wrong)
    expect([right.status, right.location]).toEqual([303, `${path}/progress`])
  })

  it('leads a coordinator who has not proved their second factor to where they can, and keeps the form', async () => {
    const { html } = await author.get('/console/alerts/new')
    expect(html).toContain('Write an alert')
    const unproved = await visitor(world, { grants: ['coordinator'], unproved: true })
    const asked = await unproved.get('/console/alerts/new')
    expect(asked.status).toBe(403)
    expect(asked.html).toContain('href="/factors?next=%2Fconsole%2Falerts%2Fnew"')
    expect((await unproved.get('/console')).html).toContain('href="/factors?next=%2Fconsole"')
  })
})
