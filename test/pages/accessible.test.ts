import { serve } from '@hono/node-server'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LinkPurpose, mintLink } from '../../shared/links/link.ts'
import { createAlliance } from '../support/alliance.ts'
import { createPump } from '../support/pump.ts'
import { Wire } from '../support/wire.ts'
import { createWorld } from '../support/world.ts'
import { isTooWide, violationsOn } from './axe.ts'
import { chromiumPath, hasChromium, openBrowser } from './browser.ts'

const title = hasChromium
  ? 'every page a mail or the public leads to'
  : `every page (SKIPPED: there is no browser at ${chromiumPath})`

/** One installation with something of everything, served on a port, and the paths that lead to it. */
const open = async (language: string) => {
  const wire = new Wire()
  const world = await createWorld({ client: wire.wrap })
  const pump = createPump(world, wire)
  const alliance = await createAlliance(world)
  const email = `desk@${language}.example.org`
  const { id: organizationId, contacts } = await alliance.organization({ name: 'Memorial Trust' }, [
    { email, languages: [language] },
  ])
  const contactId = contacts[0]!.id
  const call = async (path: string, body: object) =>
    (await world.call(alliance.coordinator, 'POST', path, body)).json
  const { id: situationId } = await alliance.situation()
  const coalition = await call('/v1/coalitions', {
    situationId,
    name: 'Border watch',
    purpose: 'To answer together.',
  })
  await call(`/v1/coalitions/${coalition.id}/invitations`, {
    organizationIds: [organizationId],
    role: 'participant',
  })
  const meeting = await call('/v1/meetings', {
    coalitionId: coalition.id,
    title: 'Weekly call',
    agenda: 'What we know, what we ask.',
    startsAt: '2026-12-01T15:00',
    timeZone: 'Africa/Nairobi',
    durationMinutes: 60,
    location: { kind: 'online', url: 'https://meet.example.org/weekly' },
  })
  const poll = await call('/v1/polls', {
    coalitionId: coalition.id,
    title: 'Joint appeal',
    agenda: 'Who signs.',
    timeZone: 'Africa/Nairobi',
    durationMinutes: 60,
    location: { kind: 'online', url: 'https://meet.example.org/appeal' },
    slots: [{ startsAt: '2026-12-08T15:00' }, { startsAt: '2026-12-09T15:00' }],
    closesAt: '2026-12-01T18:00',
  })
  const alertId = await alliance.issue(pump, { scope: 'public' })
  const link = (purpose: LinkPurpose, subject: string) => {
    const expiresAt = new Date('2027-06-01T00:00:00Z')
    return `/${purpose}/${mintLink(world.deps.keys, { purpose, subject, contactId, organizationId, epoch: 1, expiresAt })}`
  }
  const paths = {
    'the front page': '/',
    'an alert': `/alerts/${alertId}`,
    'the check of a reference': '/verify',
    'what members publish': '/posts',
    'the library': '/library',
    'cases in court': '/cases',
    'the reference of the API': '/docs',
    'the answer to a meeting': link('rsvp', meeting.id),
    'the answer to a coalition': link('coalition', coalition.id),
    'the answer to an alert': link('answer', alertId),
    'a report from the field': link('report', contactId),
    'a report by anybody': '/report',
    'the answer to a poll': link('poll', poll.id),
    'asking to join': '/join',
    'the members in public': '/members',
    unsubscribing: link('unsubscribe', contactId),
    'a dead link': '/rsvp/nothing',
  }
  const server = serve({ fetch: world.app.fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  return { base: `http://127.0.0.1:${port}`, paths, close: () => server.close() }
}

describe.skipIf(!hasChromium)(title, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  /** The reference of the API is a book, and so large as one; it is in English for everybody. */
  const isBook = (path: string) => path === '/docs'

  it.each(['en', 'ar'])(
    'passes axe in light, in dark and on paper, fits a small phone, and comes in one small answer, in %s',
    async (language) => {
      const { base, paths, close } = await open(language)
      const context = await browser.newContext({
        viewport: { width: 320, height: 640 },
        locale: language,
        bypassCSP: true,
      })
      const page = await context.newPage()
      let requests = 0
      page.on('request', () => {
        requests++
      })
      const found: Record<string, unknown> = {}
      for (const [name, path] of Object.entries(paths)) {
        if (isBook(path) && language !== 'en') continue
        requests = 0
        const answer = await page.goto(base + path)
        const size = Buffer.byteLength(await answer!.text())
        const problems = [
          ...(requests === 1 ? [] : [`takes ${requests} requests`]),
          ...(size < 14 * 1024 || isBook(path) ? [] : [`has ${size} bytes`]),
          ...((await isTooWide(page)) && !isBook(path) ? ['is wider than 320 pixels'] : []),
        ]
        const looks = [
          { colorScheme: 'light', media: 'screen' },
          { colorScheme: 'dark', media: 'screen' },
          { colorScheme: 'light', media: 'print' },
        ] as const
        for (const look of looks) {
          await page.emulateMedia(look)
          problems.push(...(await violationsOn(page)))
        }
        if (problems.length > 0) found[name] = problems
      }
      await context.close()
      close()
      expect(found).toEqual({})
      // A browser that opens a dozen pages takes its time on a busy machine.
    },
    480_000,
  )
})
