import type { Briefing } from '../../../../../shared/advocacy/briefings/schema.ts'
import { filled, givenIn, type Typed, valueIn, valuesOf } from '../shell/form.ts'
import { instantIn, localTime } from '../shell/local-time.ts'
import { begunRows, closedGroup, groupsOf } from '../shell/rows.ts'

/** A moment as it is kept, where the form shows it unchanged: the form knows no seconds. */
const momentIn = (typed: Typed, name: string, timeZone: string, before: string | undefined) =>
  before && valueIn(typed, name) === localTime(new Date(before).toISOString(), timeZone)
    ? before
    : instantIn(typed, name, timeZone)

/** What is next and when, as far as anything of it was typed. */
const nextIn = (typed: Typed, timeZone: string, before: Briefing | undefined) => {
  const [what, dueAt] = [givenIn(typed, 'next.what'), givenIn(typed, 'next.dueAt')]
  if (!what && !dueAt) return undefined
  return { what: what ?? '', dueAt: momentIn(typed, 'next.dueAt', timeZone, before?.next?.dueAt) }
}

/** What a form says of a briefing, as the API's body would. */
export const contentIn = (typed: Typed, timeZone: string, before?: Briefing) => ({
  at: momentIn(typed, 'at', timeZone, before?.at),
  how: valueIn(typed, 'how'),
  officeIds: valuesOf(typed, 'officeIds'),
  organizationIds: valuesOf(typed, 'organizationIds'),
  material: groupsOf(typed, 'material', (at) =>
    filled({ title: givenIn(typed, `${at}title`), url: givenIn(typed, `${at}url`) }),
  ),
  asks: groupsOf(typed, 'asks', (at) =>
    filled({ action: givenIn(typed, `${at}action`), rationale: givenIn(typed, `${at}rationale`) }),
  ),
  situationId: givenIn(typed, 'situationId'),
  answered: givenIn(typed, 'answered'),
  next: nextIn(typed, timeZone, before),
})

/** The same with its rows closed up, as the schema saw them. */
export const closedUp = (typed: Typed): Typed => ({
  ...Object.fromEntries(Object.entries(typed).filter(([name]) => !/^(material|asks)\.\d/.test(name))),
  ...closedGroup(typed, 'material'),
  ...closedGroup(typed, 'asks'),
})

const local = (at: string, timeZone: string) => localTime(new Date(at).toISOString(), timeZone)

/** A briefing as the form begins with it. */
export const typedOf = (briefing: Briefing, timeZone: string): Typed => ({
  at: [local(briefing.at, timeZone)],
  how: [briefing.how],
  officeIds: briefing.officeIds,
  organizationIds: briefing.organizationIds,
  situationId: [briefing.situationId ?? ''],
  ...begunRows('material', briefing.material),
  ...begunRows('asks', briefing.asks),
  answered: [briefing.answered ?? ''],
  'next.what': [briefing.next?.what ?? ''],
  'next.dueAt': [briefing.next ? local(briefing.next.dueAt, timeZone) : ''],
})
