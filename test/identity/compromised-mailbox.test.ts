import { expect, it } from 'vitest'
import { linkPurposes } from '../../shared/links/link.ts'
import { createDesk } from '../alerts/desk.ts'
import { peopleOf } from './people.ts'

it('drills a mailbox in the hands of others: everything is tried with it, and nothing of it works', async () => {
  const desk = await createDesk()
  const { world, pump, coordinator, call } = desk
  const people = peopleOf(world, coordinator)
  await call(coordinator, 'PATCH', '/v1/settings', { holdSeconds: 0 }, { 'If-Match': '"0"' })
  const taken = await desk.join('Harbour Watch')
  const audience = { organizationIds: [taken.organizationId] }
  const issued = await desk.issue({ audience })
  const session = await people.signIn(taken)
  const program = { name: 'Program', scopes: ['alerts:read'], expiresAt: '2027-01-01T00:00:00Z' }
  const { token } = (await call(session, 'POST', '/v1/tokens', program)).json
  const link = await desk.linkFor(issued, taken)
  const links = await Promise.all(
    linkPurposes.map(async (purpose) => [purpose, await people.linkOf(taken, purpose, issued)] as const),
  )
  const subscribed = await call(session, 'POST', '/v1/calendar-feeds', {})
  const feed = new URL(subscribed.json.url).pathname
  expect((await desk.visit(feed)).status).toBe(200)
  const { id: waiting } = await desk.alliance.draft({ audience })
  await pump.drain()
  await desk.alliance.release(waiting)
  const toThem = () => world.mail.sent.filter(({ to }) => to === taken.email)
  const before = toThem().length
  const replyTo = toThem().flatMap(
    ({ raw }) => /^Reply-To:.*?(reply\+\S+?@[\w.-]+)/im.exec(Buffer.from(raw).toString())?.slice(1, 2) ?? [],
  )[0]!

  const contact = `/v1/organizations/${taken.organizationId}/contacts/${taken.contactId}`
  expect((await call(coordinator, 'POST', `${contact}/compromised`)).status).toBe(200)
  await pump.drain()

  const status = async (attempt: Promise<{ status: number }>) => (await attempt).status
  await people.ask(taken.email)
  const code = await people.codeFor(taken.email)
  expect({
    'the session': await status(call(session, 'GET', '/v1/me')),
    'the token of a program': await status(call(token, 'GET', '/v1/alerts')),
    'the link to answer, opened': await status(desk.visit(link)),
    'the link to answer, sent': await status(desk.send(link, { answer: 'received' })),
    'the feed of a calendar': await status(desk.visit(feed)),
    'a code to sign in': await status(people.enterCode(taken.email, code)),
  }).toEqual({
    'the session': 401,
    'the token of a program': 401,
    'the link to answer, opened': 404,
    'the link to answer, sent': 404,
    'the feed of a calendar': 404,
    'a code to sign in': 401,
  })
  for (const [purpose, path] of links) {
    expect([purpose, await status(desk.visit(path))]).toEqual([purpose, 404])
    // Some are only there to be read.
    expect([404, 405], purpose).toContain(await status(desk.send(path, { answer: 'yes' })))
  }

  await pump.mailIn('From: desk@example.org\r\nSubject: Re\r\n\r\nAll is well here.', {
    messageId: 'late-reply',
    to: [replyTo],
  })
  const { items: held } = (await call(coordinator, 'GET', '/v1/replies')).json
  expect(held).toMatchObject([{ contactId: taken.contactId, because: 'compromised', status: 'held' }])

  await desk.update(issued)
  await pump.drain()
  expect(toThem().length).toBe(before)
  const { items } = (await call(coordinator, 'GET', `${contact}/mailbox`)).json
  const alerts = items.filter(({ kind }: { kind: string }) => kind === 'alert')
  expect(
    alerts.map(({ subject, state, reason }: Record<string, string>) => [subject, state, reason]).sort(),
  ).toEqual(
    [
      [issued, 'sent', undefined],
      [issued, 'skipped', 'compromised'],
      [waiting, 'skipped', 'compromised'],
    ].sort(),
  )
  const page = await call(coordinator, 'GET', `${contact}/mailbox?limit=1`)
  expect([page.json.items.length, page.headers.get('Link')]).toEqual([1, expect.stringContaining('cursor=')])
  const { items: tasks } = (await call(coordinator, 'GET', `/v1/tasks?subject=${taken.contactId}`)).json
  expect(tasks).toMatchObject([{ kind: 'mailbox-compromised', contactId: taken.contactId }])
}, 120_000)
