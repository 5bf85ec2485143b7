import type { Wire } from '../../support/wire.ts'

/**
 * How many calls of the engine followed one another while something was done. What starts after another has ended
 * counts as following it, whether it needed to or not: never too few.
 */
export const sequenceOf = async (wire: Wire, act: () => Promise<unknown>): Promise<number> => {
  const started = new Map<object, number>()
  let ended = 0
  wire.meddle = (_, input) => {
    started.set(input, ended + 1)
    return undefined
  }
  wire.onCall = ({ input }) => {
    // What began before belongs to something else.
    ended = Math.max(ended, started.get(input) ?? 0)
  }
  await act()
  wire.meddle = () => undefined
  wire.onCall = undefined
  return ended
}
