import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pdf } from '../../attachments/files.ts'
import { isTooWide, violationsOn } from '../axe.ts'
import { chromiumPath, hasChromium, openBrowser } from '../browser.ts'
import { ownPages, setScene } from './scene.ts'
import { shoot } from './screenshots.ts'
import { type Served, serveAlliance } from './served.ts'
import { sessionFor } from './visitor.ts'

const title = hasChromium
  ? 'every page of the console'
  : `every page of the console (SKIPPED: there is no browser at ${chromiumPath})`

describe.skipIf(!hasChromium)(title, () => {
  let browser: Browser
  let served: Served
  let paths: Readonly<Record<string, string>>
  let count = 0
  beforeAll(async () => {
    browser = await openBrowser()
    served = await serveAlliance(40)
    const scene = await setScene(served)
    const { id: organizationId, contacts } = scene.members[0]
    paths = {
      today: '/console',
      situations: '/console/situations',
      situation: `/console/situations/${scene.situation.id}`,
      'coalition-form': '/console/coalitions/new',
      coalition: `/console/coalitions/${scene.coalition.id}`,
      'alert-write': `/console/alerts/${scene.draftId}/edit`,
      'alert-approve': `/console/alerts/${scene.issuedId}`,
      'alert-progress': `/console/alerts/${scene.issuedId}/progress`,
      meeting: `/console/meetings/${scene.meeting.id}`,
      roster: '/console/roster',
      // These have no picture in the README.
      '#alerts': '/console/alerts',
      '#audience': `/console/alerts/${scene.reviewedId}`,
      '#comments': `/console/alerts/${scene.draftId}/comments`,
      '#consents': `/console/alerts/${scene.namedId}/consents`,
      '#preview': `/console/alerts/${scene.draftId}/preview`,
      '#end': `/console/alerts/${scene.issuedId}/end`,
      '#situation-write': '/console/situations/new',
      '#meeting-call': '/console/meetings/new',
      '#poll-propose': '/console/polls/new',
      '#poll': `/console/polls/${scene.pollId}`,
      '#posts': '/console/posts',
      '#post-write': '/console/posts/new',
      '#cases': '/console/cases',
      '#case': `/console/cases/${scene.caseId}`,
      '#case-write': `/console/cases/${scene.caseId}/edit`,
      '#case-stage': `/console/cases/${scene.caseId}/stage`,
      '#hearing': `/console/cases/${scene.caseId}/hearings/${scene.hearingId}`,
      '#library': '/console/library',
      '#library-item': `/console/library/${scene.itemId}`,
      '#library-write': `/console/library/${scene.itemId}/edit`,
      '#letters': '/console/letters',
      '#letter': `/console/letters/${scene.letterId}`,
      '#letter-write': `/console/letters/${scene.letterId}/edit`,
      '#letter-progress': `/console/letters/${scene.letterId}/progress`,
      '#offices': '/console/offices',
      '#office-write': '/console/offices/new',
      '#campaigns': '/console/campaigns',
      '#campaign': `/console/campaigns/${scene.campaignId}`,
      '#campaign-write': `/console/campaigns/${scene.campaignId}/edit`,
      '#translations': `/console/alerts/${scene.issuedId}/translations`,
      '#rota': '/console/rota',
      '#inbox': '/console/inbox',
      '#coalition-invite': `/console/coalitions/${scene.coalition.id}/invite`,
      '#coalition-edit': `/console/coalitions/${scene.coalition.id}/edit`,
      '#story': `/console/situations/${scene.situation.id}/story`,
      '#meeting-edit': `/console/meetings/${scene.meeting.id}/edit`,
      '#told': `/console/told/${scene.meeting.id}`,
      '#sessions': '/console/sessions',
      '#calendars': '/console/calendars',
      '#minutes': `/console/meetings/${scene.meeting.id}/minutes`,
      '#import': '/console/roster/import',
      '#organization': `/console/roster/${organizationId}`,
      '#entry': `/console/roster/${organizationId}/edit`,
      '#applications': '/console/applications',
      '#application': `/console/applications/${scene.applicationId}`,
      '#absent': '/console/absent?status=suspended',
      '#contact': `/console/roster/${organizationId}/contacts/${contacts[0].id}`,
      '#erasure': `/console/roster/${organizationId}/erasure`,
      '#rights': '/console/rights',
      '#exports': '/console/exports',
      '#report': '/console/report',
      '#history': '/console/history?type=alert',
      '#integrations': '/console/integrations',
      '#settings': '/console/settings',
    }
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    served?.close()
  })

  /** A browser in which somebody of this language has signed in. */
  const enter = async (language: string, also: Parameters<Browser['newContext']>[0] = {}) => {
    const { organizationId, contactId } = await served.coordinator(`desk${++count}@example.org`, language)
    const grants = ['coordinator' as const]
    const value = await sessionFor(served.world, { organizationId, contactId, grants } as never)
    const context: BrowserContext = await browser.newContext(also)
    await context.addCookies([{ name: 'tocsin_session', value, url: served.base }])
    return Object.assign(await context.newPage(), { person: { organizationId, contactId } })
  }

  it('passes axe from right to left on a small phone, in light and in dark', async () => {
    const page = await enter('ar', { viewport: { width: 320, height: 640 } })
    const found: Record<string, string[]> = {}
    let looked = 0
    for (const [name, path] of Object.entries({ ...paths, ...(await ownPages(served, page.person)) })) {
      const answer = await page.goto(served.base + path)
      const wide = await isTooWide(page)
      const problems = [
        ...(answer?.status() === 200 ? [] : [`answers ${answer?.status()}`]),
        ...((await page.locator('html').getAttribute('dir')) === 'rtl' ? [] : ['is not from right to left']),
        ...(wide ? ['is wider than 320 pixels'] : []),
      ]
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        problems.push(...(await violationsOn(page)))
      }
      if (problems.length > 0) found[name] = problems
      looked++
    }
    expect(found).toEqual({})
    console.log(`axe: ${looked} pages, no violations`)
  }, 300_000)

  it('is written in without script, and gives back what was typed with the fault beside its field', async () => {
    const page = await enter('en', { javaScriptEnabled: false })
    await page.goto(`${served.base}/console/situations/new`)
    await page.getByLabel('Title').fill('Upper Lake (an invented place)')
    await page.getByLabel('Countries').fill('XX1')
    await page.getByRole('button', { name: 'Save' }).click()
    expect(await page.getByLabel('Title').inputValue()).toBe('Upper Lake (an invented place)')
    expect(await page.getByLabel('Countries').getAttribute('aria-invalid')).toBe('true')
    await page.getByLabel('Countries').fill('TZ')
    await page.getByLabel('What is known').fill('Nothing yet.')
    await page.getByRole('button', { name: 'Save' }).click()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Upper Lake (an invented place)')
  }, 120_000)

  it('takes a file without script, from the hand of somebody who picks it', async () => {
    const page = await enter('en', { javaScriptEnabled: false })
    const own = await ownPages(served, page.person)
    await page.goto(served.base + own['#post-files'])
    const pick = (name: string) =>
      page
        .getByLabel('Add a file')
        .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: pdf() })
    await pick('report.exe')
    await page.getByRole('button', { name: 'Save' }).click()
    expect(await page.getByLabel('Add a file').getAttribute('aria-invalid')).toBe('true')
    await pick('Bericht – été.pdf')
    await page.getByRole('button', { name: 'Save' }).click()
    expect(await page.getByLabel('Bericht – été.pdf').isChecked()).toBe(false)
    await page.getByLabel('Bericht – été.pdf').check()
    await page.getByRole('button', { name: 'Save' }).click()
    expect(await page.getByLabel('Bericht – été.pdf').count()).toBe(0)
  }, 120_000)

  it.skipIf(!process.env['SCREENSHOTS'])(
    'has its pictures taken',
    async () => {
      const page = await enter('en', { viewport: { width: 1180, height: 800 } })
      for (const [name, path] of Object.entries(paths).filter(([each]) => !each.startsWith('#'))) {
        // The preview stands beside the form where there is room for both.
        await page.setViewportSize({ width: name === 'alert-write' ? 1600 : 1180, height: 800 })
        await page.goto(served.base + path)
        await shoot(page, name)
      }
      const arab = await enter('ar', { viewport: { width: 1180, height: 800 }, colorScheme: 'dark' })
      await arab.goto(served.base + paths['alert-progress'])
      await shoot(arab, 'right-to-left')
    },
    300_000,
  )
})
