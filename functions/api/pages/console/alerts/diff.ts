/** A stretch of a text: in both, only in what was before, or only in what is now. */
export interface Stretch {
  readonly kind: 'same' | 'gone' | 'new'
  readonly text: string
}

const words = (text: string) => text.match(/\s+|[^\s]+/g) ?? []

/** Beyond so many comparisons, what differs is shown whole: nobody waits for a difference. */
const most = 2_000_000

/** The lengths of the longest common runs of words from each place on. */
const common = (before: readonly string[], after: readonly string[]) => {
  const width = after.length + 1
  const lengths = new Uint16Array((before.length + 1) * width)
  for (let row = before.length - 1; row >= 0; row--)
    for (let column = after.length - 1; column >= 0; column--)
      lengths[row * width + column] =
        before[row] === after[column]
          ? lengths[(row + 1) * width + column + 1]! + 1
          : Math.max(lengths[(row + 1) * width + column]!, lengths[row * width + column + 1]!)
  return (row: number, column: number) => lengths[row * width + column]!
}

/** Neighbours of one kind as one stretch. */
const joined = (parts: readonly Stretch[]): Stretch[] => {
  const all: Stretch[] = []
  for (const part of parts) {
    const last = all.at(-1)
    if (part.text === '') continue
    if (last?.kind === part.kind) all[all.length - 1] = { ...last, text: last.text + part.text }
    else all.push(part)
  }
  return all
}

const middle = (before: readonly string[], after: readonly string[]): Stretch[] => {
  if (before.length * after.length > most)
    return [
      { kind: 'gone', text: before.join('') },
      { kind: 'new', text: after.join('') },
    ]
  const left = common(before, after)
  const parts: Stretch[] = []
  let [row, column] = [0, 0]
  while (row < before.length || column < after.length) {
    if (row < before.length && column < after.length && before[row] === after[column]) {
      parts.push({ kind: 'same', text: before[row]! })
      row++
      column++
    } else if (
      column >= after.length ||
      (row < before.length && left(row + 1, column) >= left(row, column + 1))
    )
      parts.push({ kind: 'gone', text: before[row++]! })
    else parts.push({ kind: 'new', text: after[column++]! })
  }
  return parts
}

/** How a text became another one, word by word. */
export const differenceOf = (before: string, after: string): Stretch[] => {
  const [old, now] = [words(before), words(after)]
  let start = 0
  while (start < old.length && start < now.length && old[start] === now[start]) start++
  let end = 0
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end++
  return joined([
    { kind: 'same', text: old.slice(0, start).join('') },
    ...middle(old.slice(start, old.length - end), now.slice(start, now.length - end)),
    { kind: 'same', text: end > 0 ? old.slice(-end).join('') : '' },
  ])
}

/**
 * What is now beside what it was, by name; of several of one name, the first beside the first. What is gone comes
 * last. Where there is nothing to compare with, each stands alone.
 */
export const pairsOf = <T>(
  before: readonly T[] = [],
  now: readonly T[],
  nameOf: (each: T) => string,
): (readonly [T | undefined, T | undefined])[] => {
  const left = [...before]
  const pairs = now.map((each) => {
    const at = left.findIndex((old) => nameOf(old) === nameOf(each))
    return [at < 0 ? undefined : left.splice(at, 1)[0], each] as const
  })
  return [...pairs, ...left.map((old) => [old, undefined] as const)]
}
