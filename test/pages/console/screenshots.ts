import { mkdirSync } from 'node:fs'
import type { Page } from 'playwright-core'

const folder = new URL('../screenshots/', import.meta.url).pathname

/** A picture of a page for the README, small enough to be kept with it; taken where `SCREENSHOTS` asks for that. */
export const shoot = async (page: Page, name: string) => {
  if (!process.env['SCREENSHOTS']) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: `${folder}${name}.jpg`, type: 'jpeg', quality: 60 })
}
