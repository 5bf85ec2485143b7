import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isTooWide, violationsOn } from '../axe.ts'
import { chromiumPath, hasChromium, openBrowser } from '../browser.ts'
import { type Served, serveAlliance } from './served.ts'

const title = hasChromium
  ? 'a night of two coordinators'
  : `a night of two coordinators (SKIPPED: there is no browser at ${chromiumPath})`

const members = 358

/** In by the mailed link: ask, open the mail, press the button; then register an app and prove it. */
const signIn = async (served: Served, page: Page, email: string) => {
  const { enrolmentCode } = await served.coordinator(email)
  await page.goto(`${served.base}/console`)
  await page.getByRole('link', { name: 'Sign in' }).click()
  await page.getByLabel('Your mail address').fill(email)
  await page.getByRole('button', { name: 'Send me a link' }).click()
  await served.pump.drain()
  await page.goto(await served.linkFor(email))
  await page.getByRole('button', { name: 'Sign in now' }).click()
  await page.getByRole('link', { name: 'Today' }).click()
  await page.getByRole('link', { name: 'Prove' }).click()
  await page.getByLabel('The code that a coordinator handed to you').fill(enrolmentCode)
  await page.getByRole('button', { name: 'Register an authenticator app' }).click()
  const secret = (await page.locator('p[dir=ltr] b').textContent())!.replaceAll(' ', '')
  await page.getByLabel('The six digits of the app').fill(served.codeOfApp(secret))
  await page.getByRole('button', { name: 'Confirm' }).click()
  await page.getByRole('link', { name: 'Today' }).click()
  return secret
}

const textOf = (page: Page, number: number) => page.getByRole('group', { name: `Text ${number}` })

describe.skipIf(!hasChromium)(title, () => {
  let browser: Browser
  let served: Served
  let author: Page
  const problems: Record<string, string[]> = {}
  beforeAll(async () => {
    browser = await openBrowser()
    served = await serveAlliance(members)
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    served?.close()
  })

  const open = async (email: string) => {
    const context = await browser.newContext({ viewport: { width: 1180, height: 820 } })
    const page = await context.newPage()
    page.on('console', (message) => {
      // Whoever has not signed in or proved enough is refused until then.
      if (message.type() === 'error' && !/ 40[13] /.test(message.text()))
        problems[page.url()] = [message.text()]
    })
    return { page, secret: await signIn(served, page, email) }
  }

  /** Looks at a page with axe, and at the width of a small phone. */
  const look = async (page: Page, name: string) => {
    const found = await violationsOn(page)
    await page.setViewportSize({ width: 320, height: 640 })
    if (await isTooWide(page)) found.push('is wider than 320 pixels')
    await page.setViewportSize({ width: 1180, height: 820 })
    if (found.length > 0) problems[name] = found
  }

  it('ends with an alert that has gone out to everybody it was for', async () => {
    const { id: situationId } = await served.alliance.situation({
      title: 'Lantern Isles (an invented place)',
    })
    author = (await open('first@office.example.org')).page
    await look(author, 'today')
    await author.getByRole('link', { name: 'Write an alert' }).click()
    await author.getByLabel('Situation').selectOption(situationId)
    await textOf(author, 1).getByLabel('Headline').fill('Boats are taken away')
    await textOf(author, 1).getByLabel('What is happening').fill('In three villages since Monday.')
    await textOf(author, 2).getByLabel('Language').selectOption('fr')
    await textOf(author, 2).getByLabel('Headline').fill('Des bateaux sont enlevés')
    await textOf(author, 2).getByLabel('What is happening').fill('Dans trois villages depuis lundi.')
    await author.getByLabel('Emergency').check()
    await author.getByLabel('Members', { exact: true }).check()
    await look(author, 'alert-write')
    await author.getByRole('button', { name: 'Save' }).click()
    await look(author, 'alert-draft')
    await author.getByRole('button', { name: 'Submit to a second person' }).click()
    await expect.poll(() => author.getByText('A second person can approve it now').count()).toBe(1)
    await look(author, 'alert-submitted')

    const { page: second, secret } = await open('second@office.example.org')
    await second.getByRole('link', { name: 'Boats are taken away' }).click()
    await look(second, 'alert-approve')
    // Ten minutes on, approving asks for the second factor again, and keeps the form meanwhile.
    served.world.clock.advance(11 * 60)
    await second.getByRole('button', { name: 'Approve' }).click()
    await look(second, 'second-factor')
    await second.getByLabel('The six digits of the app').fill(served.codeOfApp(secret))
    await second.getByRole('button', { name: 'Send it now' }).click()
    await second.waitForURL(/\/progress$/)
    await look(second, 'alert-progress-begun')
    const filled = () => second.locator('svg.bar rect.s-delivered').count()
    expect(await filled()).toBe(0)
    await served.pump.drain()
    await served.pump.feedBack()
    // The bar moves by itself: nobody presses anything.
    await expect.poll(filled, { timeout: 30_000 }).toBe(1)
    await expect.poll(() => second.locator('[data-live]').count(), { timeout: 30_000 }).toBe(0)
    await look(second, 'alert-progress')
    const told = served.world.mail.sent.filter(({ to }) => /^desk@member/.test(to))
    expect(told).toHaveLength(members)
    expect(problems).toEqual({})
  }, 240_000)

  it('goes by keyboard alone', async () => {
    await author.goto(`${served.base}/console`)
    const focused = () => author.evaluate('document.activeElement.textContent')
    await author.keyboard.press('Tab')
    expect(await focused()).toBe('Skip to the content')
    await author.keyboard.press('Enter')
    await author.keyboard.press('Tab')
    expect(await focused()).toBe('Write an alert')
    await author.keyboard.press('Enter')
    await author.waitForURL(/alerts\/new$/)
    expect(await author.getByRole('heading', { level: 1 }).textContent()).toBe('Write an alert')
  }, 120_000)
})
