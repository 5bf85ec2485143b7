import { alerts } from './catalogue/alerts.ts'
import { coalitions } from './catalogue/coalitions.ts'
import type { Entry } from './catalogue/entry.ts'
import { house } from './catalogue/house.ts'
import { incoming } from './catalogue/incoming.ts'
import { justice } from './catalogue/justice.ts'
import { meetings } from './catalogue/meetings.ts'
import { people } from './catalogue/people.ts'
import { polls } from './catalogue/polls.ts'
import { publications } from './catalogue/publications.ts'
import { situations } from './catalogue/situations.ts'

/** Everything that can happen, as history, webhooks and the documentation name it. */
export const catalogue = {
  ...people,
  ...situations,
  ...coalitions,
  ...meetings,
  ...polls,
  ...alerts,
  ...incoming,
  ...justice,
  ...publications,
  ...house,
} satisfies Record<string, Entry>
