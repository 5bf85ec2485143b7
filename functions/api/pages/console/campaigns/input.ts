import type { Campaign } from '../../../../../shared/advocacy/campaigns/schema.ts'
import { filled, givenIn, type Typed, valueIn, valuesOf } from '../shell/form.ts'
import { begunRows, groupsOf, withClosed } from '../shell/rows.ts'

/** What a form says of a campaign, as the API's body would. */
export const contentIn = (typed: Typed) => ({
  name: valueIn(typed, 'name'),
  aim: valueIn(typed, 'aim'),
  targetIds: valuesOf(typed, 'targetIds'),
  asks: groupsOf(typed, 'asks', (at) => filled({ text: givenIn(typed, `${at}text`) })).map(
    ({ text }) => text ?? '',
  ),
  timeline: groupsOf(typed, 'timeline', (at) =>
    filled({ date: givenIn(typed, `${at}date`), what: givenIn(typed, `${at}what`) }),
  ),
  openTo: valueIn(typed, 'openTo'),
})

/** A campaign as the form begins with it. */
export const typedOf = ({ name, aim, targetIds, asks, timeline, openTo }: Campaign): Typed => ({
  name: [name],
  aim: [aim],
  targetIds,
  ...begunRows(
    'asks',
    asks.map((text) => ({ text })),
  ),
  ...begunRows('timeline', timeline),
  openTo: [openTo],
})

/** The same with its groups closed up, as the schema saw them. */
export const closedUp = (typed: Typed) => withClosed(typed, { asks: [], timeline: [] })
