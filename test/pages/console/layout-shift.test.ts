import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { queueEvent, sesEvent } from '../../support/pump.ts'
import { chromiumPath, hasChromium, openBrowser } from '../browser.ts'
import { setScene } from './scene.ts'
import { type Served, serveAlliance } from './served.ts'
import { signedIn } from './signed-in.ts'

const title = hasChromium
  ? 'nothing on a page of the console moves under the finger'
  : `nothing on a page of the console moves (SKIPPED: there is no browser at ${chromiumPath})`

const timeout = 60_000

/** Adds up how far things move that nobody has moved, from the first paint on. */
const watch = `(() => {
  window.moved = 0
  window.movers = []
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries()) {
      window.moved += value
      window.movers.push(...sources.map(({ node }) => node?.nodeName + '.' + node?.className))
    }
  }).observe({ type: 'layout-shift', buffered: true })
})()`

const settled = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))'

/** How far things have moved, by the browser's own measure, and what. */
const movedOn = async (page: Page): Promise<{ moved: number; movers: string[] }> => {
  await page.evaluate(settled)
  return page.evaluate('({ moved: window.moved, movers: window.movers.slice(0, 3) })')
}

/** By the browser's measure 0.1 is still good; a tenth of that is left to a page that comes in piece by piece. */
const most = 0.01

const screens = { wide: { width: 1440, height: 900 }, narrow: { width: 320, height: 640 } }

describe.skipIf(!hasChromium)(title, () => {
  let browser: Browser
  let served: Served
  let scene: Awaited<ReturnType<typeof setScene>>
  beforeAll(async () => {
    browser = await openBrowser()
    served = await serveAlliance(40)
    scene = await setScene(served)
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    served?.close()
  })

  const open = async (also: Parameters<typeof signedIn>[2]) => {
    const page = await signedIn(browser, served, also)
    await page.addInitScript(watch)
    return page
  }

  it.each(Object.entries(screens))(
    'while the main pages are built, on a %s screen',
    async (_, viewport) => {
      const page = await open({ viewport })
      const found: Record<string, unknown> = {}
      for (const path of [
        '/console',
        '/console/alerts',
        '/console/alerts/new',
        `/console/alerts/${scene.draftId}/edit`,
        `/console/alerts/${scene.issuedId}`,
        `/console/alerts/${scene.issuedId}/progress`,
        '/console/situations',
        `/console/situations/${scene.situation.id}`,
        `/console/coalitions/${scene.coalition.id}`,
        `/console/meetings/${scene.meeting.id}`,
        '/console/posts/new',
        '/console/roster',
        '/console/history',
        '/console/settings',
      ]) {
        expect((await page.goto(served.base + path))!.status(), path).toBe(200)
        const seen = await movedOn(page)
        if (seen.moved >= most) found[path] = seen
      }
      expect(found).toEqual({})
      await page.context().close()
    },
    240_000,
  )

  it.each(Object.entries(screens))(
    'while an alert goes out and mails come back, on a %s screen',
    async (_, viewport) => {
      const { world, pump, alliance } = served
      const page = await open({ viewport })
      const { id } = await alliance.draft({ audience: { relations: ['member'] } })
      await alliance.release(id)
      await page.goto(`${served.base}/console/alerts/${id}/progress`)
      await page.waitForSelector('[data-live]')
      expect(await page.locator('svg.bar rect.s-sent').count()).toBe(0)
      const before = world.mail.sent.length
      await pump.drain()
      await page.locator('svg.bar rect.s-sent').waitFor({ timeout, state: 'attached' })
      const mails = world.mail.sent.slice(before)
      const returned = mails.filter(({ to }) => /^desk@member/.test(to)).slice(0, 3)
      const bounce = { bounce: { bounceType: 'Permanent', bounceSubType: 'General', bouncedRecipients: [] } }
      await pump.functions['mail-feedback'](
        queueEvent(returned.map((mail) => sesEvent(mail, 'Bounce', bounce))),
      )
      await page.locator('svg.bar rect.s-bad').waitFor({ timeout, state: 'attached' })
      await pump.feedBack(mails.filter((mail) => !returned.includes(mail)))
      await expect.poll(() => page.locator('[data-live]').count(), { timeout }).toBe(0)
      expect(await page.locator('[data-part=failed] li').count()).toBeGreaterThan(0)
      expect((await movedOn(page)).moved).toBeLessThan(most)
      await page.context().close()
    },
    240_000,
  )

  it.each(Object.entries(screens))(
    'while an alert is written and its preview moves, on a %s screen',
    async (_, viewport) => {
      const page = await open({ viewport })
      await page.goto(`${served.base}/console/alerts/new`)
      const headline = page.getByLabel('Headline').first()
      const seen = page.locator('[data-preview]')
      await headline.fill('Boats are taken away')
      await seen.getByText('Warning: Boats are taken away').first().waitFor({ timeout })
      await page.getByLabel('What is happening').first().fill('Boat after boat. '.repeat(60))
      await seen.getByText('Boat after boat.').first().waitFor({ timeout })
      expect((await movedOn(page)).moved).toBeLessThan(most)
      await page.context().close()
    },
    240_000,
  )

  it('and would be seen if it did: a line that comes late is counted', async () => {
    const page = await open({ viewport: screens.wide })
    await page.goto(`${served.base}/console`)
    expect((await movedOn(page)).moved).toBeLessThan(most)
    await page.evaluate(`document.querySelector('main').prepend(Object.assign(
      document.createElement('p'), { textContent: 'late '.repeat(400) }))`)
    const { moved, movers } = await movedOn(page)
    expect(moved).toBeGreaterThan(most)
    expect(movers.length).toBeGreaterThan(0)
    await page.context().close()
  }, 120_000)
})
