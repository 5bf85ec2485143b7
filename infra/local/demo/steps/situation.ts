import { readFile } from 'node:fs/promises'
import { parseResponse } from 'hono/client'
import type { Proposal } from '../../../../shared/situations/schema.ts'
import { countries, situation } from '../invented/situation.ts'
import { countsAsText, plural } from '../screen.ts'
import type { Stage } from '../stage.ts'

interface Report {
  readonly attached: number
  readonly proposed: number
  readonly unchanged: number
  readonly rejected: readonly object[]
}

const said = ({ rejected, ...counts }: Report) => `${countsAsText(counts)}, rejected ${rejected.length}`

/** Takes in a file of forecasts, which propose what to watch. */
export const importForecasts = async ({ screen, one, check }: Stage, path: string | URL) => {
  screen.step('The forecasts of the year come in')
  const file = new Uint8Array(await readFile(path))
  const take = () => one.postCsv<Report>('/v1/situations/import-forecasts', file)
  screen.line('import', said(await take()))
  let proposals = 0
  for await (const _ of one.list<Proposal>('/v1/situations/proposals?limit=200')) proposals += 1
  screen.line(
    'proposed',
    `${plural(proposals, 'country', 'countries')} to watch: GET /v1/situations/proposals`,
  )
  check(proposals > 0, 'the forecasts propose countries to watch')
  return take
}

/** A situation is opened; the forecasts of its countries find it. */
export const openSituation = async ({ screen, one, check }: Stage, forecasts: () => Promise<Report>) => {
  screen.step('A situation is opened')
  const { id, level, stages } = await parseResponse(one.api.situations.$post({ header: {}, json: situation }))
  screen.line('opened', `“${situation.title}”, ${countries.join(', ')}`)
  screen.line('level', `${level}; stages of genocide ${stages.join(', ')}`)
  const entry = {
    date: new Date().toISOString().slice(0, 10),
    text: 'Lists are drawn up from house to house.',
  }
  await one.api.situations[':id'].timeline.$post({ param: { id }, header: {}, json: entry })
  await forecasts()
  const found = await parseResponse(one.api.situations[':id'].$get({ param: { id } }))
  const ranks = found.forecasts.map(({ country, year, rank }) => `${country} rank ${rank} in ${year}`)
  screen.line('forecasts', ranks.join(', ') || 'the file has none of its countries')
  check(found.level === level, 'the situation is as it was opened')
  return found
}
