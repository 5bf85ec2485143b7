import type { Case } from '../../../../../shared/justice/schema.ts'
import { countryIn } from '../shell/country.ts'
import { filled, givenIn, type Typed, valueIn } from '../shell/form.ts'
import { begunRows, closedGroup, groupsOf, isFilled, requireRows, rowsOf, typedRows } from '../shell/rows.ts'

const accusedIn = (typed: Typed) =>
  rowsOf(typed, 'accused')
    .filter((row) => isFilled(row, ['number']))
    .map(({ fields }) => ({
      number: Number(valueIn(fields, 'number')),
      name: valueIn(fields, 'name'),
      ...filled({ outcome: givenIn(fields, 'outcome') }),
    }))

const sourceAt = (typed: Typed, at: string) =>
  filled({
    title: givenIn(typed, `${at}title`),
    url: givenIn(typed, `${at}url`),
    date: givenIn(typed, `${at}date`),
  })

/** Reports, decisions, articles, as far as any of them was typed. */
export const sourcesIn = (typed: Typed, group: string) => groupsOf(typed, group, (at) => sourceAt(typed, at))

const chargesIn = (typed: Typed) =>
  groupsOf(typed, 'charges', (at) =>
    filled({ crime: givenIn(typed, `${at}crime`), text: givenIn(typed, `${at}text`) }),
  )

const warrantsIn = (typed: Typed) =>
  rowsOf(typed, 'warrants')
    .filter((row) => isFilled(row))
    .map(({ fields }) => ({
      kind: valueIn(fields, 'kind'),
      against: Number(valueIn(fields, 'against')),
      state: valueIn(fields, 'state'),
      on: valueIn(fields, 'on'),
      source: sourceAt(fields, 'source.'),
    }))

/** What a form says of a case, as the API's body would; of its stage nothing, for that is a step of its own. */
export const contentIn = (typed: Typed) => ({
  title: valueIn(typed, 'title'),
  court: {
    kind: valueIn(typed, 'court.kind'),
    name: valueIn(typed, 'court.name'),
    ...filled({ country: countryIn(typed, 'court.country') }),
  },
  visibility: valueIn(typed, 'visibility'),
  summary: valueIn(typed, 'summary'),
  accused: accusedIn(typed),
  charges: chargesIn(typed),
  warrants: warrantsIn(typed),
  documents: sourcesIn(typed, 'documents'),
})

/** Of what somebody typed nothing is lost; a number alone nobody typed. */
const closedAccused = (typed: Typed) =>
  typedRows(
    'accused',
    rowsOf(typed, 'accused')
      .filter((row) => isFilled(row, ['number']))
      .map(({ fields }) => fields),
  )

const grouped = /^(accused|charges|warrants|documents|sources)\.\d/

/** The same with its rows closed up, as the schema saw them. */
export const closedUp = (typed: Typed): Typed => ({
  ...Object.fromEntries(Object.entries(typed).filter(([name]) => !grouped.test(name))),
  ...closedAccused(typed),
  ...closedGroup(typed, 'charges'),
  ...closedGroup(typed, 'warrants'),
  ...closedGroup(typed, 'documents'),
  ...closedGroup(typed, 'sources'),
})

/** Every row of a case stands in its form; one that comes without some of them was cut on its way. */
export const requireAll = ({ accused, charges, warrants, documents }: Case, typed: Typed) =>
  requireRows(typed, { accused, charges, warrants, documents })

/** A case as the form begins with it. */
export const typedOf = (found: Case): Typed => ({
  title: [found.title],
  'court.kind': [found.court.kind],
  'court.name': [found.court.name],
  'court.country': [found.court.country ?? ''],
  visibility: [found.visibility],
  summary: [found.summary],
  situationId: [found.situationId ?? ''],
  ...begunRows('accused', found.accused),
  ...begunRows('charges', found.charges),
  ...begunRows(
    'warrants',
    found.warrants.map(({ source: { title, url, date }, ...warrant }) => ({
      ...warrant,
      ...filled({ 'source.title': title, 'source.url': url, 'source.date': date }),
    })),
  ),
  ...begunRows('documents', found.documents),
})
