/** Reserved so that nothing can ever be delivered there (RFC 2606): not even a mail that got out would arrive. */
const domain = 'rehearsal.invalid'

export const addressOf = (number: number) => `desk-${number}@${domain}`

const form = new RegExp(`^desk-(\\d{1,9})@${domain.replace('.', '\\.')}$`)

/** The number of a simulated contact; nothing for an address that is none of theirs. */
export const numberIn = (address: string): number | undefined => {
  const [, number] = form.exec(address) ?? []
  return number === undefined ? undefined : Number(number)
}

/** What becomes of a mail in the end. */
export type Fate = 'delivered' | 'bounced' | 'complained'

/** By the number alone, so that a report can be held against it: ten of a thousand bounce, one complains. */
export const fateOf = (number: number): Fate => {
  if (number % 100 === 7) return 'bounced'
  return number % 1000 === 13 ? 'complained' : 'delivered'
}

/** What comes between: the service throttles the first attempt, or takes a mail and its answer is lost. */
export const mishapOf = (number: number): 'throttled' | 'answer-lost' | undefined => {
  if (number % 1000 === 21) return 'throttled'
  return number % 1000 === 42 ? 'answer-lost' : undefined
}
