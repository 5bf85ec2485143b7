import type { Browser, Page, Route } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violationsOn } from '../axe.ts'
import { chromiumPath, hasChromium, openBrowser } from '../browser.ts'
import { routes } from './routes.ts'
import { setScene } from './scene.ts'
import { type Served, serveAlliance } from './served.ts'
import { signedIn } from './signed-in.ts'

const title = hasChromium
  ? 'the states of pages'
  : `the states of pages (SKIPPED: there is no browser at ${chromiumPath})`

const timeout = 60_000

/** Pages that list what there is: neither forms, nor one thing, nor what always has something in it. */
const lists = [
  '/console/alerts',
  '/console/situations',
  '/console/coalitions',
  '/console/meetings',
  '/console/posts',
  '/console/reports',
  '/console/integrations',
  '/console/inbox',
  '/console/applications',
]

describe.skipIf(!hasChromium)(title, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
  })

  describe('empty', () => {
    let served: Served
    beforeAll(async () => {
      served = await serveAlliance(0)
    }, 120_000)
    afterAll(() => served?.close())

    it('says on each list what to do next, in words and by a way that leads there', async () => {
      const page = await signedIn(browser, served)
      const found: Record<string, unknown> = {}
      for (const path of lists) {
        expect(Object.keys(routes)).toContain(`GET ${path}`)
        const answer = await page.goto(served.base + path)
        const empty = page.locator('main .empty').first()
        const problems = [
          ...(answer!.status() === 200 ? [] : [`answers ${answer!.status()}`]),
          ...((await empty.count()) > 0 ? [] : ['says nothing of being empty']),
          ...((await empty.locator('a').count()) > 0 ? [] : ['leads nowhere']),
          ...(await violationsOn(page)),
        ]
        if (problems.length > 0) found[path] = problems
        else {
          await empty.locator('a').first().click()
          if (new URL(page.url()).pathname === path) found[path] = 'leads back to itself'
          else if ((await page.locator('h1').count()) === 0) found[path] = 'leads to nothing'
        }
      }
      expect(found).toEqual({})
      await page.context().close()
    }, 240_000)
  })

  describe('of a house in which something goes on', () => {
    let served: Served
    let scene: Awaited<ReturnType<typeof setScene>>
    beforeAll(async () => {
      served = await serveAlliance(40)
      scene = await setScene(served)
    }, 120_000)
    afterAll(() => served?.close())

    const said = (page: Page) => page.locator('main .said').textContent()

    /** An alert that has been let go, and nobody has been told yet. */
    const goingOut = async () => {
      const page = await signedIn(browser, served)
      const { id } = await served.alliance.draft({ audience: { relations: ['member'] } })
      await served.alliance.release(id)
      let answer = (route: Route) => route.continue()
      await page.route('**/progress/part', (route) => answer(route))
      await page.goto(`${served.base}/console/alerts/${id}/progress`)
      return {
        page,
        become: (next: typeof answer) => {
          answer = next
        },
      }
    }

    it('loading: what is known stays while an answer is held back, and is said to be old', async () => {
      const { page, become } = await goingOut()
      const held: Route[] = []
      become(async (route) => void held.push(route))
      await expect.poll(() => held.length, { timeout }).toBe(1)
      await expect.poll(() => said(page), { timeout }).toContain('may be old')
      expect(await page.locator('[data-live] .numbers').first().textContent()).toMatch(/\d+ to be told/)
      become((route) => route.continue())
      for (const route of held) await route.continue()
      await expect.poll(() => said(page), { timeout }).toBe('')
      await page.context().close()
    }, 240_000)

    const failures: Readonly<Record<string, (route: Route) => Promise<void>>> = {
      'the line goes': (route) => route.abort('internetdisconnected'),
      'the answer is a failure': (route) => route.fulfill({ status: 500, body: 'Later' }),
    }

    it.each(Object.entries(failures))(
      'failed: where %s while the bar moves it says so, and goes on when it is back',
      async (_, fail) => {
        const { page, become } = await goingOut()
        become(fail)
        await expect.poll(() => said(page), { timeout }).toContain('may be old')
        expect(await page.locator('svg.bar rect.s-sent').count()).toBe(0)
        await served.pump.drain()
        become((route) => route.continue())
        await page.locator('svg.bar rect.s-sent').waitFor({ timeout, state: 'attached' })
        await expect.poll(() => said(page), { timeout }).toBe('')
        await page.context().close()
      },
      240_000,
    )

    it('failed: where the session ends while the bar moves it says that, and asks no more', async () => {
      const { page, become } = await goingOut()
      let asked = 0
      become((route) => {
        asked++
        return route.fulfill({ status: 401, body: '' })
      })
      await expect.poll(() => said(page), { timeout }).toContain('Your session has ended')
      expect(asked).toBe(1)
      await page.context().close()
    }, 240_000)

    it('failed: where the engine fails in the middle of a form it says so, and keeps all that was typed', async () => {
      const page = await signedIn(browser, served)
      await page.goto(`${served.base}/console/situations/new`)
      await page.getByLabel('Title').fill('Upper Lake <an invented place>')
      await page.getByLabel('Countries').fill('TZ')
      await page.getByLabel('What is known').fill('Nothing yet.')
      served.wire.meddle = (name) =>
        name === 'TransactWriteCommand' ? { before: new Error('The engine is gone') } : undefined
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByText('What you sent is kept in this page').waitFor({ timeout })
      expect(await violationsOn(page)).toEqual([])
      expect(await page.content()).not.toContain('The engine is gone')
      served.wire.meddle = () => undefined
      await page.getByRole('button', { name: 'Send it now' }).click()
      await page.getByRole('heading', { name: 'Upper Lake <an invented place>' }).waitFor({ timeout })
      await page.context().close()
    }, 240_000)

    it('failed: where the engine fails on the way to a page it says so, with the way back', async () => {
      const page = await signedIn(browser, served)
      served.wire.meddle = (name, input) =>
        name === 'QueryCommand' && String(input['TableName']).endsWith('situations')
          ? { before: new Error('The engine is gone') }
          : undefined
      const answer = await page.goto(`${served.base}/console/situations`)
      served.wire.meddle = () => undefined
      expect(answer!.status()).toBe(500)
      expect(await violationsOn(page)).toEqual([])
      expect(await page.content()).not.toContain('The engine is gone')
      await page.getByRole('main').getByRole('link', { name: 'Today' }).click()
      await page.getByRole('heading', { name: 'Today' }).waitFor({ timeout })
      await page.context().close()
    }, 240_000)

    it('partial: where one part of today cannot be read the others stand, and that one says so', async () => {
      const page = await signedIn(browser, served)
      served.wire.meddle = (name, input) =>
        name === 'QueryCommand' && String(input['TableName']).endsWith('meetings')
          ? { before: new Error('The engine is gone') }
          : undefined
      const answer = await page.goto(`${served.base}/console`)
      served.wire.meddle = () => undefined
      expect(answer!.status()).toBe(200)
      const part = page.locator('section.sheet', {
        has: page.getByRole('heading', { name: 'Meetings this week' }),
      })
      expect(await part.textContent()).toContain('could not be read')
      expect(await page.getByRole('link', { name: 'Boats are taken away' }).count()).toBeGreaterThan(0)
      expect(await violationsOn(page)).toEqual([])
      await page.context().close()
    }, 240_000)

    it('partial: a list that goes on says so, and leads on to the rest', async () => {
      const page = await signedIn(browser, served)
      for (let at = 0; at < 31; at++) await served.alliance.draft()
      await page.goto(`${served.base}/console/alerts?state=draft`)
      const rows = () => page.locator('main tbody tr, main .rows > li').allTextContents()
      const first = await rows()
      await page.getByRole('link', { name: 'More', exact: true }).click()
      await expect.poll(rows, { timeout }).not.toEqual(first)
      expect((await rows()).length).toBeGreaterThan(0)
      await page.context().close()
    }, 240_000)

    it('partial: who may not see a part does not see that there is one', async () => {
      const page = await signedIn(browser, served, { grants: [] })
      await page.goto(`${served.base}/console`)
      expect(await page.getByRole('heading', { name: 'Tasks' }).count()).toBe(0)
      expect(await page.getByRole('heading', { name: 'Meetings this week' }).count()).toBe(1)
      const answer = await page.goto(`${served.base}/console/alerts/${scene.draftId}`)
      expect(answer!.status()).toBe(404)
      expect(await page.getByRole('main').textContent()).toContain('not yours to know of')
      await page.context().close()
    }, 240_000)
  })
})
