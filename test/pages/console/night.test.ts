import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isTooWide, violationsOn } from '../axe.ts'
import { chromiumPath, hasChromium, openBrowser } from '../browser.ts'
import { type Hand, keysOn, mouseOn } from './hands.ts'
import { type Served, serveAlliance } from './served.ts'

const title = hasChromium
  ? 'a night of two coordinators'
  : `a night of two coordinators (SKIPPED: there is no browser at ${chromiumPath})`

const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

/** In by the mailed link: ask, open the mail, press the button; then register an app and prove it. */
const signIn = async (served: Served, page: Page, { press, write }: Hand, email: string) => {
  const { enrolmentCode } = await served.coordinator(email)
  await page.goto(`${served.base}/console`)
  await press(link(page, 'Sign in'))
  await write(page.getByLabel('Your mail address'), email)
  await press(button(page, 'Send me a link'))
  await served.pump.drain()
  await page.goto(await served.linkFor(email))
  await press(button(page, 'Sign in now'))
  await press(link(page, 'Today'))
  await press(page.getByRole('link', { name: 'Prove' }))
  await write(page.getByLabel('The code that a coordinator handed to you'), enrolmentCode)
  await press(button(page, 'Register an authenticator app'))
  const secret = (await page.locator('p[dir=ltr] b').textContent())!.replaceAll(' ', '')
  await write(page.getByLabel('The six digits of the app'), served.codeOfApp(secret))
  await press(button(page, 'Confirm'))
  await press(link(page, 'Today'))
  return secret
}

const textOf = (page: Page, number: number) => page.getByRole('group', { name: `Text ${number}` })

const texts = [
  { language: 'English', headline: 'Boats are taken away', description: 'In three villages since Monday.' },
  {
    language: 'French',
    headline: 'Des bateaux sont enlevés',
    description: 'Dans trois villages depuis lundi.',
  },
]

describe.skipIf(!hasChromium)(title, () => {
  let browser: Browser
  const problems: Record<string, string[]> = {}
  beforeAll(async () => {
    browser = await openBrowser()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
  })

  const open = async (served: Served, hand: (page: Page) => Hand, email: string) => {
    const context = await browser.newContext({ viewport: { width: 1180, height: 820 } })
    const page = await context.newPage()
    page.setDefaultTimeout(120_000)
    page.on('console', (message) => {
      // Whoever has not signed in or proved enough is refused until then.
      if (message.type() === 'error' && !/ 40[13] /.test(message.text()))
        problems[page.url()] = [message.text()]
    })
    const works = hand(page)
    return { page, ...works, secret: await signIn(served, page, works, email) }
  }

  /** Looks at a page with axe, and at the width of a small phone. */
  const look = async (page: Page, name: string) => {
    const found = await violationsOn(page)
    await page.setViewportSize({ width: 320, height: 640 })
    if (await isTooWide(page)) found.push('is wider than 320 pixels')
    await page.setViewportSize({ width: 1180, height: 820 })
    if (found.length > 0) problems[name] = found
  }

  // The whole alliance by mouse; by keyboard the same pages, with fewer to tell.
  it.each([
    ['mouse', mouseOn, 358],
    ['keyboard', keysOn, 4],
  ] as const)(
    'ends by %s with an alert that has gone out to everybody it was for, and its evidence',
    async (_, hand, members) => {
      const served = await serveAlliance(members)
      const situation = 'Lantern Isles (an invented place)'
      await served.alliance.situation({ title: situation })
      const author = await open(served, hand, 'first@office.example.org')
      await look(author.page, 'today')
      await author.press(link(author.page, 'Write an alert'))
      const written = author.page.getByLabel('Situation')
      const option = await written.locator('option', { hasText: situation }).textContent()
      await author.choose(written, option!)
      for (const [at, { language, headline, description }] of texts.entries()) {
        const text = textOf(author.page, at + 1)
        if (at > 0) await author.choose(text.getByLabel('Language'), language)
        await author.write(text.getByLabel('Headline'), headline)
        await author.write(text.getByLabel('What is happening'), description)
      }
      await author.tick(author.page.getByLabel('Emergency'))
      await author.tick(author.page.getByLabel('Members', { exact: true }))
      await look(author.page, 'alert-write')
      await author.press(button(author.page, 'Save'))
      await look(author.page, 'alert-draft')
      await author.press(button(author.page, 'Submit to a second person'))
      expect(await author.page.getByText('A second person can approve it now').count()).toBe(1)
      await look(author.page, 'alert-submitted')

      const second = await open(served, hand, 'second@office.example.org')
      await second.press(second.page.getByRole('link', { name: 'Boats are taken away' }))
      await look(second.page, 'alert-approve')
      // Ten minutes on, approving asks for the second factor again, and keeps the form meanwhile.
      served.world.clock.advance(11 * 60)
      await second.press(button(second.page, 'Approve'))
      await look(second.page, 'second-factor')
      const code = second.page.getByLabel('The six digits of the app')
      await second.write(code, served.codeOfApp(second.secret))
      await second.press(button(second.page, 'Send it now'))
      await second.page.waitForURL(/\/progress$/)
      await look(second.page, 'alert-progress-begun')
      const filled = () => second.page.locator('svg.bar rect.s-delivered').count()
      expect(await filled()).toBe(0)
      await served.pump.drain()
      await served.pump.feedBack()
      // The bar moves by itself: nobody presses anything.
      await expect.poll(filled, { timeout: 60_000 }).toBe(1)
      await expect.poll(() => second.page.locator('[data-live]').count(), { timeout: 60_000 }).toBe(0)
      await look(second.page, 'alert-progress')
      const download = second.page.waitForEvent('download')
      await second.take(link(second.page, 'Evidence (a file)'))
      const evidence = JSON.parse(readFileSync(await (await download).path(), 'utf8'))
      expect(second.page.url()).toContain(evidence.alertId)
      expect(evidence.entries.length).toBeGreaterThan(0)
      const told = served.world.mail.sent.filter(({ to }) => /^desk@member/.test(to))
      expect(told).toHaveLength(members)
      for (const { page } of [author, second]) await page.context().close()
      served.close()
      expect(problems).toEqual({})
    },
    480_000,
  )
})
