import type { Actor } from '../../access/actor.ts'
import { permitToKnow } from '../../access/permit.ts'
import type { Deps } from '../../deps.ts'
import { type Phrases, wordsFor } from '../../rendering/catalogue.ts'
import { oneLine } from '../../rendering/clean.ts'
import { publishedCalendar } from '../../rendering/feed-calendar.ts'
import { everyItem } from '../../storage/pages.ts'
import type { Store } from '../../storage/store.ts'
import { distinct } from '../../text.ts'
import { cases, getCase } from '../repository.ts'
import type { Case } from '../schema.ts'
import { everyHearing, hearingsIn, hearingsOf } from './repository.ts'
import type { Hearing } from './schema.ts'

/** So long a hearing stays in the calendar of all after it was to begin. */
const kept = 90 * 86_400_000
const most = 1000

const all = (store: Store, partition: string, from?: string): Promise<Hearing[]> =>
  everyItem((page) => hearingsIn(store, partition, { ...page, ...(from && { from }) }), most)

interface Entry {
  readonly hearing: Hearing
  readonly of: Case
}

/** What a calendar shows: no case that nobody has judged without the word that says so. */
const descriptionOf = ({ hearing, of }: Entry, { t }: Phrases) => {
  const { court, stage, judged } = of
  const said = [
    `${oneLine(court.name)} – ${t(`case.stage.${stage}`)}`,
    judged ? undefined : t('case.presumed'),
    hearing.note,
  ]
  return said.filter(Boolean).join('\n\n')
}

const calendarOf = (entries: readonly Entry[], languages: readonly string[], name: string) => {
  const words = wordsFor(languages)
  return publishedCalendar(
    { name, languages },
    entries.map((entry) => {
      const { hearing, of } = entry
      return {
        id: hearing.id,
        sequence: hearing.sequence,
        stamp: hearing.updatedAt,
        start: hearing.startsAtUtc,
        end: hearing.endsAtUtc,
        cancelled: hearing.status === 'cancelled',
        summary: `${of.title}: ${hearing.title}`,
        location: hearing.location,
        description: descriptionOf(entry, words),
        url: hearing.url,
      }
    }),
  )
}

/** The hearings of every public case, from ninety days ago on. */
export const publicHearings = async (
  { store, clock, config }: Deps,
  languages: readonly string[],
): Promise<string> => {
  const from = new Date(clock.now().getTime() - kept).toISOString()
  const found = await all(store, everyHearing, from)
  const known = await cases.findMany(store, distinct(found.map(({ caseId }) => caseId)))
  const open = new Map(known.filter(({ visibility }) => visibility === 'public').map((of) => [of.id, of]))
  const entries = found.flatMap((hearing) => {
    const of = open.get(hearing.caseId)
    return of ? [{ hearing, of }] : []
  })
  return calendarOf(entries, languages, config.alliance)
}

/** All hearings of one case, for whoever may read it. */
export const calendarOfCase = async (
  deps: Deps,
  actor: Actor,
  { id, languages }: { id: string; languages: readonly string[] },
): Promise<string> => {
  permitToKnow(actor, 'case.read', 'case')
  const of = await getCase(deps.store, id)
  const found = await all(deps.store, hearingsOf(id))
  return calendarOf(
    found.map((hearing) => ({ hearing, of })),
    languages,
    oneLine(of.title),
  )
}
