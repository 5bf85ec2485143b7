import type { World } from './world.ts'

const next = (link: string | null) => /<https?:\/\/[^/>]+(\/[^>]*)>; rel="next"/.exec(link ?? '')?.[1]

/** Every item of a list, page by page. */
export const everyItem = async (world: World, token: string, path: string) => {
  const items: unknown[] = []
  for (let at: string | undefined = path; at; ) {
    const page: Awaited<ReturnType<World['call']>> = await world.call(token, 'GET', at)
    items.push(...page.json.items)
    at = next(page.headers.get('Link'))
  }
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers of any shape.
  return items as any[]
}
