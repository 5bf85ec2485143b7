import type { Heading } from './read-file.ts'

/** Organizations of a file that are done together; where they share addresses with others, one by one. */
export interface Window {
  readonly headings: readonly Heading[]
  readonly isShared: boolean
}

/** So many organizations are in memory at once, with their rows and what is stored of them. */
const size = 250

/**
 * The organizations of a file in the order in which they are done, which depends on the file alone: those that share
 * an address with another come last, for how many it serves depends on their order.
 */
export const inOrder = (headings: readonly Heading[]) => {
  const uses = new Map<string, number>()
  const addressesOf = ({ places }: Heading) => new Set(places.flatMap(({ address }) => address ?? []))
  for (const heading of headings)
    for (const address of addressesOf(heading)) uses.set(address, (uses.get(address) ?? 0) + 1)
  const shares = (heading: Heading) => [...addressesOf(heading)].some((address) => uses.get(address)! > 1)
  return { alone: headings.filter((heading) => !shares(heading)), sharing: headings.filter(shares) }
}

/** What is to be done from one organization to another, in parts. */
export function* windowsOf(
  { alone, sharing }: ReturnType<typeof inOrder>,
  from: number,
  until: number,
): Generator<Window, void> {
  const parts = [
    { of: alone, isShared: false, before: 0 },
    { of: sharing, isShared: true, before: alone.length },
  ]
  for (const { of, isShared, before } of parts) {
    const end = Math.min(of.length, until - before)
    for (let at = Math.max(0, from - before); at < end; at += size)
      yield { headings: of.slice(at, Math.min(end, at + size)), isShared }
  }
}
