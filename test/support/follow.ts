import type { World } from './world.ts'

/** The path of the next page, where there is one. */
export const nextPage = ({ headers }: { headers: Headers }) =>
  /<https?:\/\/[^/>]+(\/[^>]*)>; rel="next"/.exec(headers.get('Link') ?? '')?.[1]

/** Every item of a list, page by page. */
export const everyItem = async (world: World, token: string, path: string) => {
  const items: unknown[] = []
  for (let at: string | undefined = path; at; ) {
    const page: Awaited<ReturnType<World['call']>> = await world.call(token, 'GET', at)
    items.push(...page.json.items)
    at = nextPage(page)
  }
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers of any shape.
  return items as any[]
}
