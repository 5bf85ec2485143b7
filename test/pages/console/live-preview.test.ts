import type { Browser, Page, Route } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violationsOn } from '../axe.ts'
import { chromiumPath, hasChromium, openBrowser } from '../browser.ts'
import { type Served, serveAlliance } from './served.ts'
import { signedIn } from './signed-in.ts'

const title = hasChromium
  ? 'the preview while somebody writes'
  : `the preview while somebody writes (SKIPPED: there is no browser at ${chromiumPath})`

const path = '/console/alerts/new'
const timeout = 60_000

describe.skipIf(!hasChromium)(title, () => {
  let browser: Browser
  let served: Served
  beforeAll(async () => {
    browser = await openBrowser()
    served = await serveAlliance(6)
    await served.alliance.situation({ title: 'Lantern Isles (an invented place)' })
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    served?.close()
  })

  const headline = (page: Page) => page.getByLabel('Headline').first()
  const preview = (page: Page) => page.locator('[data-preview]')
  const said = (page: Page) => page.locator('.preview .said')
  const seen = (page: Page, text: string) => preview(page).getByText(text).first().waitFor({ timeout })
  const open = async (also: Parameters<typeof signedIn>[2] = {}) => {
    const page = await signedIn(browser, served, also)
    await page.goto(served.base + path)
    return page
  }
  /** What the page asks for while somebody writes, and what is to become of it. */
  const meddle = (page: Page, answer: (route: Route, at: number) => Promise<void>) => {
    let at = 0
    return page.route(`**${path}`, (route) =>
      route.request().method() === 'POST' ? answer(route, ++at) : route.continue(),
    )
  }

  it('moves after a pause, beside the form, and leaves the field, its caret and the focus alone', async () => {
    const page = await open({ viewport: { width: 1440, height: 900 } })
    let asked = 0
    await meddle(page, async (route) => {
      asked++
      await route.continue()
    })
    await page.getByLabel('Members', { exact: true }).first().check()
    await headline(page).click()
    await page.keyboard.type('Boats are taken')
    await page.keyboard.press('ArrowLeft')
    await seen(page, 'Warning: Boats are taken')
    // Letters that follow one another are one look; a slow machine may pause between them.
    expect(asked).toBeLessThan(16)
    await page.keyboard.type('!')
    await seen(page, 'Warning: Boats are take!n')
    expect(await headline(page).inputValue()).toBe('Boats are take!n')
    expect(await page.evaluate('document.activeElement.name')).toBe('texts.0.headline')
    await preview(page).getByText('organizations').waitFor({ timeout })
    const [form, aside] = await Promise.all(
      ['form#alert', 'aside'].map((each) => page.locator(each).boundingBox()),
    )
    expect(aside!.x).toBeGreaterThan(form!.x + form!.width)
    await page.context().close()
  }, 240_000)

  it('shows the very page that the public would get, in its own colours', async () => {
    const page = await open({ viewport: { width: 1440, height: 900 } })
    const refused: string[] = []
    page.on('console', (message) => message.type() === 'error' && refused.push(message.text()))
    await page.getByLabel('Everybody', { exact: true }).check()
    await page.getByLabel('What to look at').selectOption('page')
    await headline(page).fill('Boats are taken away')
    const inside = page.frameLocator('.preview iframe')
    await inside.getByRole('heading', { name: 'Boats are taken away' }).waitFor({ timeout })
    const border = 'getComputedStyle(document.querySelector("header")).borderBottomStyle'
    const frame = page.frames().find((each) => each !== page.mainFrame())!
    // A sandbox runs nothing of its own; what looks in from outside may.
    expect(await frame.evaluate(border)).toBe('solid')
    expect(refused).toEqual([])
    await page.context().close()
  }, 240_000)

  it('stays as easy to read while the next look is on its way', async () => {
    const page = await open({ viewport: { width: 1440, height: 900 } })
    const held = Promise.withResolvers<void>()
    await meddle(page, async (route) => {
      await held.promise
      await route.continue().catch(() => {})
    })
    await headline(page).fill('Boats are taken away')
    await page.locator('[data-preview][aria-busy=true]').waitFor({ timeout })
    expect(await violationsOn(page)).toEqual([])
    held.resolve()
    await page.context().close()
  }, 240_000)

  it('gives up an older look for a newer one, whatever comes back first', async () => {
    const page = await open()
    const held: Route[] = []
    await meddle(page, async (route, at) => {
      if (at === 1) held.push(route)
      else await route.continue()
    })
    await headline(page).fill('The first')
    await expect.poll(() => held.length, { timeout }).toBe(1)
    // Held back: the page says that it is being looked at, and then that what is shown is old.
    expect(await preview(page).getAttribute('aria-busy')).toBe('true')
    await expect.poll(() => said(page).textContent(), { timeout }).toContain('older than what is written')
    await headline(page).fill('The second')
    await seen(page, 'Warning: The second')
    await held[0]!.continue().catch(() => {})
    expect(await preview(page).textContent()).not.toContain('The first')
    expect(await said(page).textContent()).toBe('')
    expect(await preview(page).getAttribute('aria-busy')).toBe(null)
    await page.context().close()
  }, 240_000)

  it('says that it is old where the line is down or the answer a failure, and comes back by itself', async () => {
    const page = await open()
    let state: 'gone' | 'failing' | 'well' = 'well'
    let failed = 0
    await meddle(page, async (route) => {
      if (state === 'gone') return route.abort('internetdisconnected')
      if (state === 'failing') return route.fulfill({ status: 500, body: 'Later' }).finally(() => failed++)
      return route.continue()
    })
    await headline(page).fill('As it was')
    await seen(page, 'Warning: As it was')
    state = 'gone'
    await headline(page).fill('As it is')
    await expect.poll(() => said(page).textContent(), { timeout }).toContain('older than what is written')
    expect(await preview(page).textContent()).toContain('Warning: As it was')
    expect(await headline(page).inputValue()).toBe('As it is')
    state = 'failing'
    await headline(page).fill('As it is now')
    await expect.poll(() => failed, { timeout }).toBeGreaterThan(0)
    await expect.poll(() => preview(page).getAttribute('aria-busy'), { timeout }).toBe(null)
    expect(await said(page).textContent()).toContain('older than what is written')
    state = 'well'
    await seen(page, 'Warning: As it is now')
    expect(await said(page).textContent()).toBe('')
    await page.context().close()
  }, 240_000)

  it('is looked at by a button without script, below the form on a phone, in Arabic as in English', async () => {
    const page = await open({
      language: 'ar',
      javaScriptEnabled: false,
      viewport: { width: 320, height: 640 },
    })
    const field = page.locator('[name="texts.0.headline"]')
    await field.fill('تُؤخذ القوارب')
    await page.locator('[name="texts.1.language"]').selectOption('en')
    await page.locator('[name="texts.1.headline"]').fill('Boats are taken')
    await page.locator('[name="preview.language"]').selectOption('en')
    await page.locator('form#alert button[value=preview]').click()
    await page.waitForURL(/#preview$/)
    expect(await field.inputValue()).toBe('تُؤخذ القوارب')
    const mail = page.locator('.preview section.sheet').first()
    expect(await mail.getAttribute('dir')).toBe('ltr')
    expect(await mail.textContent()).toContain('Warning: Boats are taken')
    const [form, aside] = await Promise.all(
      ['form#alert', 'aside'].map((each) => page.locator(each).boundingBox()),
    )
    expect(aside!.y).toBeGreaterThan(form!.y + form!.height - 1)
    await page.context().close()
  }, 240_000)
})
