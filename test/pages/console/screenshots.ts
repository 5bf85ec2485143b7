import { mkdirSync } from 'node:fs'
import type { Page } from 'playwright-core'

const folder = process.env['SCREENSHOTS']

/** A picture of a page by day, by night and on a phone, for whoever asks for pictures by naming a folder. */
export const shoot = async (page: Page, name: string) => {
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.screenshot({ path: `${folder}/${name}-dark.png`, fullPage: true })
  await page.emulateMedia({ colorScheme: 'light' })
  const size = page.viewportSize()!
  await page.setViewportSize({ width: 380, height: 740 })
  await page.screenshot({ path: `${folder}/${name}-phone.png`, fullPage: true })
  await page.setViewportSize(size)
}
