/** How many letters are to be changed, put in, left out or swapped to make one word of another; at most `most`. */
const distance = (a: string, b: string, most: number): number => {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      row[j] = Math.min(
        last[j]! + 1,
        row[j - 1]! + 1,
        last[j - 1]! + (same ? 0 : 1),
        swapped ? before[j - 2]! + 1 : Number.POSITIVE_INFINITY,
      )
    }
    before = last
    last = row
  }
  return last[b.length]!
}

/** The words that a mistyped one was perhaps meant to be: those nearest to it, if any is near. */
export const nearest = (word: string, words: Iterable<string>): string[] => {
  const most = Math.min(2, Math.floor(word.length / 3))
  let best = most
  let found: string[] = []
  if (most === 0 || word.length > 60) return found
  for (const each of words) {
    const far = distance(word, each, best)
    if (far > best) continue
    if (far < best) found = []
    best = far
    found.push(each)
  }
  return found
}
