import { serve } from '@hono/node-server'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { peopleOf } from '../identity/people.ts'
import { createAlliance } from '../support/alliance.ts'
import { createWorld } from '../support/world.ts'
import { isTooWide, violationsOn } from './axe.ts'
import { chromiumPath, hasChromium, openBrowser } from './browser.ts'

const title = hasChromium
  ? 'a passkey in a browser'
  : `a passkey (SKIPPED: there is no browser at ${chromiumPath})`

/** One installation at an address that passkeys know, and a coordinator of it with nothing registered. */
const open = async () => {
  let answer: (request: Request) => Response | Promise<Response> = () => new Response()
  const server = serve({ fetch: (request) => answer(request), port: 0, hostname: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  const base = `http://localhost:${(server.address() as { port: number }).port}`
  const world = await createWorld({ env: { PUBLIC_URL: base } })
  answer = (request) => world.app.fetch(request)
  const { coordinator, second } = await createAlliance(world)
  const people = peopleOf(world, coordinator)
  const holder = await people.enter()
  const { organizationId, contactId } = holder
  const enrolmentCode = await people.give(holder, second)
  const signIn = () => people.signIn(holder)
  const speak = async (language: string) => {
    const at = `/v1/organizations/${organizationId}/contacts/${contactId}`
    const { version } = (await world.call(coordinator, 'GET', `/v1/organizations/${organizationId}`)).json
    await world.call(coordinator, 'PATCH', at, { languages: [language] }, { 'If-Match': `"${version}"` })
  }
  return { base, world, enrolmentCode, signIn, speak, close: () => server.close() }
}

describe.skipIf(!hasChromium)(title, () => {
  let browser: Browser
  let house: Awaited<ReturnType<typeof open>>
  beforeAll(async () => {
    ;[browser, house] = await Promise.all([openBrowser(), open()])
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    house?.close()
  })

  /** A browser with a device that recognizes its holder. */
  const device = async () => {
    const context = await browser.newContext({ viewport: { width: 320, height: 640 } })
    const page = await context.newPage()
    const wire = await context.newCDPSession(page)
    await wire.send('WebAuthn.enable')
    await wire.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
    return { context, page }
  }

  const enter = async (page: Page, session: string) => {
    await page.context().clearCookies()
    await page.context().addCookies([{ name: 'tocsin_session', value: session, url: house.base }])
  }

  /** What is shown, and whether somebody who cannot see it well can use it. */
  const look = async (page: Page) => [
    ...(await violationsOn(page)),
    ...((await isTooWide(page)) ? ['too wide'] : []),
  ]

  const holdsNow = async (page: Page) => {
    const session = (await page.context().cookies()).find(({ name }) => name === 'tocsin_session')!.value
    return (await house.world.call(session, 'GET', '/v1/grants')).status === 200
  }

  it('is registered, and proved in the next session, and in the form that asked for it', async () => {
    const { page } = await device()
    const trouble: string[] = []
    page.on('pageerror', ({ message }) => trouble.push(message))
    // A page that asks for a proof is a 403, which the browser notes as well.
    page.on('console', (said) => /policy/i.test(said.text()) && trouble.push(said.text()))

    await enter(page, await house.signIn())
    await page.goto(`${house.base}/factors`)
    await page.fill('#enrolmentCode', house.enrolmentCode)
    await page.fill('#label', 'This telephone')
    expect(await look(page)).toEqual([])
    await page.getByRole('button', { name: 'Register a passkey' }).click()
    await page.getByText('Write these codes down').waitFor()
    expect(await page.locator('.list li').count()).toBe(10)
    expect([await holdsNow(page), await look(page)]).toEqual([true, []])

    await page.goto(`${house.base}/factors`)
    expect(await page.locator('main').innerText()).toContain('This telephone')
    expect(await look(page)).toEqual([])

    await enter(page, await house.signIn())
    await page.goto(`${house.base}/console/alerts`)
    await page.getByRole('link', { name: 'Prove' }).click()
    expect([await holdsNow(page), await look(page)]).toEqual([false, []])
    await page.getByRole('button', { name: 'Prove with a passkey' }).click()
    await page.waitForURL(`${house.base}/console/alerts`)
    expect(await holdsNow(page)).toBe(true)

    house.world.clock.advance(601)
    await page.goto(`${house.base}/console/settings`)
    await page.fill('#holdSeconds', '180')
    await page
      .locator('main form', { has: page.locator('#holdSeconds') })
      .locator('button')
      .last()
      .click()
    expect(await look(page)).toEqual([])
    await page.getByRole('button', { name: 'Prove with a passkey' }).click()
    await page.waitForURL(/\/console\/settings/)
    expect(await page.inputValue('#holdSeconds')).toBe('180')
    expect(trouble).toEqual([])
  }, 240_000)

  it('that is not there says so and leaves the other ways open; so does a browser without script', async () => {
    const { page } = await device()
    await enter(page, await house.signIn())
    await page.goto(`${house.base}/factors`)
    // This device has no passkey of theirs.
    await page.getByRole('button', { name: 'Prove with a passkey' }).click()
    await page.getByRole('alert').waitFor()
    expect(await look(page)).toEqual([])

    await house.speak('ar')
    await page.reload()
    expect([await page.locator('html').getAttribute('dir'), await look(page)]).toEqual(['rtl', []])
    await house.speak('en')

    const context = await browser.newContext({ javaScriptEnabled: false })
    const plain = await context.newPage()
    await enter(plain, await house.signIn())
    await plain.goto(`${house.base}/factors`)
    expect(await plain.getByRole('button').allInnerTexts()).toEqual(['Prove'])
    expect(await plain.locator('main').innerText()).toContain('A passkey needs a current browser')
    expect(await plain.getByLabel('Or one of your recovery codes').isVisible()).toBe(true)
  }, 240_000)
})
