import type { Actor } from '../access/actor.ts'
import { permit } from '../access/permit.ts'
import type { Deps } from '../deps.ts'
import { forCoordinators, forMembers, record } from '../events/record.ts'
import { revise } from '../storage/collection.ts'
import { onFreshRead } from '../storage/fresh.ts'
import type { Store } from '../storage/store.ts'
import { type RejectedRow, readForecastFile } from './forecast-file.ts'
import { coversCountry, isKnown, supersedes, withForecasts } from './forecasts.ts'
import {
  findProposals,
  getSituation,
  putProposal,
  removeProposal,
  replaceSituation,
  situationsOf,
} from './repository.ts'
import type { Forecast, Proposal, Situation } from './schema.ts'

export interface ForecastImport {
  readonly file: string
  /** Countries of these first ranks that have no situation are proposed for one. */
  readonly top: number
  readonly dryRun: boolean
}

/** Each line of the file is counted once. */
export interface ForecastReport {
  readonly attached: number
  readonly proposed: number
  readonly unchanged: number
  readonly rejected: readonly RejectedRow[]
}

interface Plan {
  readonly attach: readonly { forecast: Forecast; situations: readonly Situation[] }[]
  readonly propose: readonly Forecast[]
  /** Countries whose proposal a situation has overtaken. */
  readonly settled: readonly string[]
}

interface Known {
  readonly situations: ReadonlyMap<string, readonly Situation[]>
  readonly proposals: ReadonlyMap<string, Proposal>
}

/** What becomes of each forecast, given what is there. */
const planImport = (forecasts: readonly Forecast[], { situations, proposals }: Known, top: number): Plan => {
  const watched = (country: string) => situations.get(country) ?? []
  const lacking = (forecast: Forecast) =>
    watched(forecast.country).filter((each) => !isKnown(each.forecasts, forecast))
  const isNew = (forecast: Forecast, old = proposals.get(forecast.country)) =>
    supersedes(forecast, old) && !isKnown(old ? [old] : [], forecast)
  return {
    attach: forecasts
      .map((forecast) => ({ forecast, situations: lacking(forecast) }))
      .filter((each) => each.situations.length > 0),
    propose: forecasts.filter(
      (each) => watched(each.country).length === 0 && each.rank <= top && isNew(each),
    ),
    settled: [...proposals.keys()].filter((country) => watched(country).length > 0),
  }
}

const atOnce = 12

const whatIsKnown = async (store: Store, countries: readonly string[]): Promise<Known> => {
  const situations = new Map<string, Situation[]>()
  for (let at = 0; at < countries.length; at += atOnce) {
    const some = countries.slice(at, at + atOnce)
    const found = await Promise.all(some.map((country) => situationsOf(store, country)))
    for (const [place, country] of some.entries()) situations.set(country, found[place]!)
  }
  const proposals = await findProposals(store, countries)
  return { situations, proposals: new Map(proposals.map((each) => [each.country, each])) }
}

const bySituation = (attach: Plan['attach']) => {
  const found = new Map<string, Forecast[]>()
  for (const { forecast, situations } of attach)
    for (const { id } of situations) found.set(id, [...(found.get(id) ?? []), forecast])
  return found
}

const attachTo = (deps: Deps, actor: Actor, id: string, given: readonly Forecast[]) =>
  onFreshRead(async () => {
    const before = await getSituation(deps.store, id)
    const news = given.filter(
      (each) => coversCountry(each.country)(before) && !isKnown(before.forecasts, each),
    )
    if (news.length === 0) return
    const after = revise(before, { forecasts: withForecasts(before.forecasts, news) }, deps.clock.now())
    const { source, year } = news[0]!
    await deps.store.transact([
      ...replaceSituation(before, after),
      record(deps, actor, {
        type: 'situation.forecast-attached',
        subject: id,
        audience: forMembers,
        data: { source, year, countries: news.map(({ country }) => country) },
      }),
    ])
  })

/** Fits one transaction with its event; there are fewer than three such groups of countries in the world. */
const proposalsAtOnce = 90

const propose = async (deps: Deps, actor: Actor, { propose: forecasts, settled }: Plan) => {
  const proposedAt = deps.clock.now().toISOString()
  const writes = [
    ...forecasts.map((each) => putProposal({ ...each, proposedAt })),
    ...settled.map(removeProposal),
  ]
  for (let at = 0; at < writes.length; at += proposalsAtOnce) {
    const countries = forecasts.slice(at, at + proposalsAtOnce).map(({ country }) => country)
    const happened = {
      type: 'forecasts.imported',
      subject: 'forecasts',
      audience: forCoordinators,
      data: { proposed: countries },
    } as const
    await deps.store.transact([...writes.slice(at, at + proposalsAtOnce), record(deps, actor, happened)])
  }
}

/**
 * Takes in the Early Warning Project's file: attaches its forecasts to the situations of their countries and
 * proposes situations for countries of high rank that have none. The same file again changes nothing; what an
 * interrupted import left undone, the next one does.
 */
export const importForecasts = async (
  deps: Deps,
  actor: Actor,
  { file, top, dryRun }: ForecastImport,
): Promise<ForecastReport> => {
  permit(actor, 'situation.import-forecasts')
  const { forecasts, rejected } = readForecastFile(file)
  const countries = forecasts.map(({ country }) => country)
  const plan = planImport(forecasts, await whatIsKnown(deps.store, countries), top)
  if (!dryRun) {
    for (const [id, given] of bySituation(plan.attach)) await attachTo(deps, actor, id, given)
    await propose(deps, actor, plan)
  }
  const [attached, proposed] = [plan.attach.length, plan.propose.length]
  return { attached, proposed, unchanged: forecasts.length - attached - proposed, rejected }
}
