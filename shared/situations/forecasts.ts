import type { Forecast, Proposal, Situation } from './schema.ts'

const same = (a: Forecast) => (b: Forecast) =>
  a.source === b.source && a.year === b.year && a.country === b.country

const identical = (a: Forecast) => (b: Forecast) =>
  same(a)(b) && a.probability === b.probability && a.rank === b.rank

const order = (a: Forecast, b: Forecast) =>
  b.year - a.year || a.country.localeCompare(b.country) || a.source.localeCompare(b.source)

/** A forecast alone, without what a row around it holds besides. */
const forecastIn = ({ source, year, country, probability, rank }: Forecast): Forecast => ({
  source,
  year,
  country,
  probability,
  rank,
})

/** Whether a situation or a proposal already says what this forecast says. */
export const isKnown = (known: readonly Forecast[], given: Forecast) => known.some(identical(given))

/** A situation's forecasts with new ones, each in the place of the same source's for the same year and country. */
export const withForecasts = (known: readonly Forecast[], given: readonly Forecast[]): Forecast[] =>
  [...known.filter((old) => !given.some(same(old))), ...given].sort(order)

/** What a situation takes up from the proposals for its countries, and keeps of what it has. */
export const forecastsFor = (
  countries: readonly string[],
  known: readonly Forecast[],
  proposals: readonly Proposal[],
): Forecast[] =>
  withForecasts(
    known.filter(({ country }) => countries.includes(country)),
    proposals.map(forecastIn),
  )

/** A proposal gives way to a forecast from the same year or a later one. */
export const supersedes = (given: Forecast, old: Forecast | undefined) => !old || given.year >= old.year

export const coversCountry = (country: string) => (situation: Situation) =>
  situation.countries.includes(country)
