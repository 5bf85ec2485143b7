import type { Letter } from '../../../../../shared/advocacy/letters/schema.ts'
import { filled, givenIn, type Typed, valueIn } from '../shell/form.ts'
import { instantIn, localTime } from '../shell/local-time.ts'
import { begunRows, groupsOf, withClosed } from '../shell/rows.ts'

const textsIn = (typed: Typed) =>
  groupsOf(typed, 'texts', (at) =>
    filled({
      language: givenIn(typed, `${at}language`),
      subject: givenIn(typed, `${at}subject`),
      body: givenIn(typed, `${at}body`),
    }),
  )

const asksIn = (typed: Typed) =>
  groupsOf(typed, 'asks', (at) =>
    filled({ action: givenIn(typed, `${at}action`), rationale: givenIn(typed, `${at}rationale`) }),
  )

/** Until when, and by whom: what stays open to change once somebody has signed. */
export const termsIn = (typed: Typed, timeZone: string) => ({
  signBy: instantIn(typed, 'signBy', timeZone),
  openTo: valueIn(typed, 'openTo'),
})

/** What a form says of a letter, as the API's body would. */
export const contentIn = (typed: Typed, timeZone: string) => ({
  targetId: valueIn(typed, 'targetId'),
  ...filled({ targetReason: givenIn(typed, 'targetReason') }),
  texts: textsIn(typed),
  asks: asksIn(typed),
  ...termsIn(typed, timeZone),
})

/** A letter as the form begins with it. */
export const typedOf = (letter: Letter, timeZone: string): Typed => ({
  targetId: [letter.targetId],
  targetReason: [letter.targetReason ?? ''],
  ...begunRows('texts', letter.texts),
  ...begunRows('asks', letter.asks),
  signBy: [localTime(letter.signBy, timeZone)],
  openTo: [letter.openTo],
})

/** Whether the form carried the text, and not the terms alone. */
export const hasText = (typed: Typed) => typed['targetId'] !== undefined

/** The same with its groups closed up, as the schema saw them. */
export const closedUp = (typed: Typed) => withClosed(typed, { texts: ['language'], asks: [] })
