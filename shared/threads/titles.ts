import { letters } from '../advocacy/letters/repository.ts'
import type { Letter } from '../advocacy/letters/schema.ts'
import { findCoalitions } from '../coalitions/repository.ts'
import { cases } from '../justice/repository.ts'
import { findDecisions } from '../meetings/minutes/repository.ts'
import { findMeetings } from '../meetings/repository.ts'
import { posts } from '../publications/repository.ts'
import { isOut } from '../publications/schema.ts'
import { bestText } from '../rendering/language.ts'
import { findIndicators } from '../situations/repository.ts'
import type { Indicator } from '../situations/schema.ts'
import type { Store } from '../storage/store.ts'
import { distinct } from '../text.ts'
import type { Layer } from './repository.ts'
import type { ThreadLine } from './schema.ts'

type Titles = readonly (readonly [id: string, title: string])[]

interface Reader {
  readonly layer: Layer
  /** In order. */
  readonly languages: readonly string[]
}

/** A letter may have been narrowed to its coalition, or taken back, since it was told of to more. */
const isTitled = ({ openTo, state, coalitionId }: Letter, layer: Layer) =>
  layer === 'members'
    ? openTo === 'members' && state !== 'draft' && state !== 'withdrawn'
    : layer === 'coordinators' || layer === `coalition#${coalitionId}`

/** What each kind of thing is called now; what was held or withdrawn is called nothing. */
const readers: Readonly<
  Record<string, (store: Store, ids: readonly string[], reader: Reader) => Promise<Titles>>
> = {
  coa: async (store, ids) => (await findCoalitions(store, ids)).map(({ id, name }) => [id, name]),
  mtg: async (store, ids) => (await findMeetings(store, ids)).map(({ id, title }) => [id, title]),
  cas: async (store, ids) => (await cases.findMany(store, ids)).map(({ id, title }) => [id, title]),
  dec: async (store, ids) => (await findDecisions(store, ids)).map(({ id, text }) => [id, text]),
  ltr: async (store, ids, { layer, languages }) =>
    (await letters.findMany(store, ids))
      .filter((each) => isTitled(each, layer))
      .map(({ id, texts }) => [id, bestText(texts, languages).text.subject]),
  pst: async (store, ids, { languages }) =>
    (await posts.findMany(store, ids))
      .filter(({ state }) => isOut(state))
      .map(({ id, titles }) => [id, bestText(titles, languages).text.title]),
}

/** What a line is about, where that has a title: a decision rather than its meeting. */
const aboutOf = ({ subject, data }: ThreadLine) => {
  const { decisionId } = data
  return typeof decisionId === 'string' ? decisionId : subject
}

const indicatorOf = ({
  type,
  subject,
  data,
}: ThreadLine): Pick<Indicator, 'situationId' | 'date' | 'id'>[] => {
  const { indicatorId: id, date } = data
  if (type !== 'situation.indicator-added' || typeof id !== 'string' || typeof date !== 'string') return []
  return [{ situationId: subject, date, id } as Pick<Indicator, 'situationId' | 'date' | 'id'>]
}

/** What the lines of a page are about, as it is called now: a read of rows at once for each kind of thing there is. */
export const titlesOf = async (
  store: Store,
  lines: readonly ThreadLine[],
  reader: Reader,
): Promise<(line: ThreadLine) => string | undefined> => {
  const ids = distinct(lines.map(aboutOf))
  const found = await Promise.all(
    Object.entries(readers).map(([kind, read]) => {
      const these = ids.filter((id) => id.startsWith(`${kind}_`))
      return these.length > 0 ? read(store, these, reader) : []
    }),
  )
  const indicators = await findIndicators(store, lines.flatMap(indicatorOf))
  const titles = new Map<string, string>([
    ...found.flat(),
    ...indicators.map(({ id, text }) => [id, text] as const),
  ])
  return (line) => titles.get(String(line.data['indicatorId'] ?? aboutOf(line)))
}
