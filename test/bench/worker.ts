import { createHandler as createMailer } from '../../functions/mailer/handler.ts'
import { readConfig } from '../../shared/config.ts'
import { createDeps } from '../../shared/create-deps.ts'
import { postBare, postingsOf, sendAlone } from './floor.ts'
import { measure, medianPace, type Pace } from './meter.ts'
import { countOnce, mailChunks, newManifest } from './pipeline.ts'
import { fillRoster } from './roster.ts'
import { sum, type Tally } from './tally.ts'

export interface PipelineReport {
  readonly contacts: number
  readonly chunks: number
  readonly mailBytes: number
  /** What one whole alert asked of the engine. */
  readonly tallies: { readonly fanOut: Tally; readonly mailing: Tally }
  /** Medians per mail, and the CPU of every run. */
  readonly paces: Readonly<Record<PaceName, { readonly median: Pace; readonly cpu: readonly number[] }>>
}

const paceNames = ['floor', 'alone', 'mailing', 'mailingByTwo', 'fanOut'] as const
type PaceName = (typeof paceNames)[number]

const organizations = Number(process.env['ORGANIZATIONS'])
const runs = Number(process.env['RUNS'])
const endpoints = {
  engine: process.env['AWS_ENDPOINT_URL_DYNAMODB']!,
  sink: process.env['AWS_ENDPOINT_URL_SES']!,
}

const perMail = (pace: Pace, mails: number) =>
  Object.fromEntries(
    Object.entries(pace).map(([figure, value]) => [figure, value / mails]),
  ) as unknown as Pace

const run = async (): Promise<PipelineReport> => {
  const config = readConfig()
  const deps = await createDeps(config)
  const contacts = await fillRoster(deps.store, organizations, { contacts: [1, 2, 3] })
  const { manifest, fanOut, mailing, mails } = await countOnce(deps)
  if (mails.length !== contacts) throw new Error('Somebody was forgotten')
  const postings = await postingsOf(config, mails.slice(0, 2500))
  const some = mails.slice(0, 2500)
  const mailer = createMailer(deps)
  const paces: Record<PaceName, Pace[]> = { floor: [], alone: [], mailing: [], mailingByTwo: [], fanOut: [] }
  const time = async (name: PaceName, count: number, work: () => Promise<unknown>) =>
    paces[name].push(perMail(await measure(endpoints, work), count))

  for (let round = 0; round <= runs; round++) {
    await time('floor', some.length, () => postBare(endpoints.sink, postings))
    await time('alone', some.length, () => sendAlone(deps.mail, some))
    for (const [name, width] of [['mailing', 1] as const, ['mailingByTwo', 2] as const]) {
      let next = manifest
      await time('fanOut', contacts, async () => {
        next = await newManifest(deps)
      })
      await time(name, contacts, () => mailChunks(mailer, next, width))
    }
    // The first round only warms up.
    if (round === 0) for (const name of paceNames) paces[name].length = 0
  }
  const report = (name: PaceName) => ({
    median: medianPace(paces[name]),
    cpu: paces[name].map(({ cpu }) => cpu),
  })
  return {
    contacts,
    chunks: manifest.chunks,
    mailBytes: sum(Object.fromEntries(some.map(({ raw }, at) => [at, raw.length]))) / some.length,
    tallies: { fanOut, mailing },
    paces: {
      floor: report('floor'),
      alone: report('alone'),
      mailing: report('mailing'),
      mailingByTwo: report('mailingByTwo'),
      fanOut: report('fanOut'),
    },
  }
}

process.send!(await run())
process.disconnect()
