import { kindOf } from '../ids.ts'
import { findIndicators } from '../situations/repository.ts'
import type { Indicator } from '../situations/schema.ts'
import type { Store } from '../storage/store.ts'
import { titlesOf } from '../titles.ts'
import type { ThreadLine } from './schema.ts'

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

/** What the lines of a page are about, as it is called now; the situation itself need not be named. */
export const titlesOfLines = async (
  store: Store,
  lines: readonly ThreadLine[],
  reader: Parameters<typeof titlesOf>[2],
): Promise<(line: ThreadLine) => string | undefined> => {
  const [titles, indicators] = await Promise.all([
    titlesOf(
      store,
      lines.map(aboutOf).filter((id) => kindOf(id) !== 'situation'),
      reader,
    ),
    findIndicators(store, lines.flatMap(indicatorOf)),
  ])
  const texts = new Map<string, string>(indicators.map(({ id, text }) => [id, text]))
  return (line) => texts.get(String(line.data['indicatorId'])) ?? titles.get(aboutOf(line))
}
