import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core'
import type { GrantKind } from '../../../shared/access/actor.ts'
import type { Served } from './served.ts'
import { sessionFor } from './visitor.ts'

interface Seat {
  readonly language?: string
  readonly grants?: readonly GrantKind[]
}

let count = 0

/** A browser in which somebody of this language has signed in: a coordinator, where nothing else is said. */
export const signedIn = async (
  browser: Browser,
  served: Served,
  { language = 'en', grants = ['coordinator'], ...also }: BrowserContextOptions & Seat = {},
) => {
  const { organizationId, contactId } = await served.coordinator(`seat${++count}@example.org`, language)
  const value = await sessionFor(served.world, { organizationId, contactId, grants } as never)
  const context: BrowserContext = await browser.newContext(also)
  await context.addCookies([{ name: 'tocsin_session', value, url: served.base }])
  const page = await context.newPage()
  page.setDefaultTimeout(120_000)
  return page
}
