import type { Locator, Page } from 'playwright-core'

/** How somebody works a page; each ends where the page that comes next has come. */
export interface Hand {
  /** Follows a link or sends a form. */
  readonly press: (target: Locator) => Promise<void>
  readonly write: (target: Locator, text: string) => Promise<void>
  readonly choose: (target: Locator, label: string) => Promise<void>
  readonly tick: (target: Locator) => Promise<void>
  /** Presses what leads to no other page. */
  readonly take: (target: Locator) => Promise<void>
}

const arriving = async (page: Page, act: () => Promise<void>) => {
  await Promise.all([page.waitForEvent('domcontentloaded', { timeout: 120_000 }), act()])
}

/** Goes to things, and touches no key but to write. */
export const mouseOn = (page: Page): Hand => {
  const at = async (target: Locator) => {
    await target.scrollIntoViewIfNeeded()
    const { x, y, width, height } = (await target.boundingBox())!
    await page.mouse.click(x + width / 2, y + height / 2)
  }
  return {
    press: (target) => arriving(page, () => at(target)),
    take: at,
    tick: at,
    write: async (target, text) => {
      await at(target)
      await page.keyboard.type(text)
    },
    // The list that opens is the browser's own, outside of the page.
    choose: async (target, label) => {
      await target.selectOption({ label })
    },
  }
}

/** What is asked of an element in the page; the project has no types of a browser. */
interface Shown {
  readonly type?: string
  readonly name?: string
  readonly ownerDocument: {
    readonly activeElement: Shown | null
    readonly defaultView: {
      getComputedStyle(of: Shown): { readonly outlineStyle: string; readonly outlineWidth: string }
    }
  }
  compareDocumentPosition(other: Shown): number
  matches(selector: string): boolean
}

/** Which way the focus has to go: 0 where it is there. */
const wayTo = (target: Locator): Promise<number> =>
  target.evaluate((each: Shown) => {
    const { activeElement: active } = each.ownerDocument
    if (active === each) return 0
    return active && active.compareDocumentPosition(each) & 2 ? -1 : 1
  })

const isSeen = (target: Locator): Promise<boolean> =>
  target.evaluate((each: Shown) => {
    const { outlineStyle, outlineWidth } = each.ownerDocument.defaultView.getComputedStyle(each)
    return each.matches(':focus-visible') && outlineStyle !== 'none' && outlineWidth !== '0px'
  })

/** The radio buttons that a target is one of; empty where it is none. */
const groupOf = (target: Locator): Promise<string> =>
  target.evaluate((each: Shown) => (each.type === 'radio' ? (each.name ?? '') : ''))

const most = 400

/** Reaches everything by the Tab key, and has no mouse. */
export const keysOn = (page: Page): Hand => {
  const reach = async (target: Locator) => {
    for (let at = 0; at < most; at++) {
      const way = await wayTo(target)
      if (way === 0) return
      await page.keyboard.press(way > 0 ? 'Tab' : 'Shift+Tab')
    }
    throw new Error(`The Tab key does not lead to ${target}`)
  }
  const focus = async (target: Locator) => {
    await reach(target)
    if (!(await isSeen(target))) throw new Error(`The focus is not to be seen on ${target}`)
  }
  /** Of radio buttons the Tab key reaches one, and the arrows the others. */
  const enter = async (target: Locator, group: string) => {
    const radio = page.locator(`input[name="${group}"]`)
    const checked = page.locator(`input[name="${group}"]:checked`)
    await reach((await checked.count()) > 0 ? checked : radio.first())
    for (let at = 0; at < 20 && (await wayTo(target)) !== 0; at++) await page.keyboard.press('ArrowDown')
  }
  const take = async (target: Locator) => {
    await focus(target)
    await page.keyboard.press('Enter')
  }
  return {
    press: (target) => arriving(page, () => take(target)),
    take,
    tick: async (target) => {
      const group = await groupOf(target)
      if (!group) await focus(target)
      else await enter(target, group)
      if (!(await target.isChecked())) await page.keyboard.press('Space')
    },
    write: async (target, text) => {
      await focus(target)
      await page.keyboard.type(text)
    },
    choose: async (target, label) => {
      await focus(target)
      await page.keyboard.type(label)
    },
  }
}
