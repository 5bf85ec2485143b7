import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core'
import type { Served } from './served.ts'
import { sessionFor } from './visitor.ts'

let count = 0

/** A browser in which a coordinator of this language has signed in. */
export const signedIn = async (
  browser: Browser,
  served: Served,
  { language = 'en', ...also }: BrowserContextOptions & { readonly language?: string } = {},
) => {
  const { organizationId, contactId } = await served.coordinator(`seat${++count}@example.org`, language)
  const value = await sessionFor(served.world, {
    organizationId,
    contactId,
    grants: ['coordinator'],
  } as never)
  const context: BrowserContext = await browser.newContext(also)
  await context.addCookies([{ name: 'tocsin_session', value, url: served.base }])
  const page = await context.newPage()
  page.setDefaultTimeout(120_000)
  return page
}
