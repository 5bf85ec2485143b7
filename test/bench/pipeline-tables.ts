import type { Pace } from './meter.ts'
import { figure, table } from './table.ts'
import { sum, type Tally, unitsOf } from './tally.ts'
import type { PipelineReport } from './worker.ts'

const names = {
  floor: 'The floor: the same bytes, bare keep-alive client, fixed signature',
  alone: '`SendRawEmail` through the SDK, and nothing else',
  mailing: '**claim → render → send → mark**, one chunk at a time',
  mailingByTwo: 'the same, two chunks at a time',
  fanOut: 'fan-out: manifest, lists, agenda, totals, hint',
} as const

const spread = (numbers: readonly number[]) =>
  `${figure(Math.min(...numbers))}–${figure(Math.max(...numbers))}`

/** With two chunks under way, one waits while the other works: what is left without the engine says nothing. */
const apart = (name: string, { wall, engine }: Pace) =>
  name === 'mailing' || name === 'fanOut' ? figure(1000 / (wall - engine)) : '–'

const perRecipient = (report: PipelineReport, tally: Tally, kind: 'read' | 'write') =>
  figure(unitsOf(tally, kind) / report.contacts)

const paceTable = (report: PipelineReport) => {
  const { tallies, paces } = report
  const units = (name: string, kind: 'read' | 'write') => {
    if (name === 'floor' || name === 'alone') return 0
    return perRecipient(report, name === 'fanOut' ? tallies.fanOut : tallies.mailing, kind)
  }
  return table(
    [
      'each recipient',
      'CPU ms',
      'CPU ms, all runs',
      'wall ms',
      'waiting for the engine',
      'for the sink',
      'recipients/s',
      '/s without the engine',
      'AWS calls',
      'write units',
      'read units',
    ],
    Object.entries(names).map(([name, words]) => {
      const { median, cpu } = paces[name as keyof typeof names]
      return [
        words,
        figure(median.cpu),
        spread(cpu),
        figure(median.wall),
        figure(median.engine),
        figure(median.sink),
        figure(1000 / median.wall),
        apart(name, median),
        figure(median.engineRequests + median.sinkRequests),
        units(name, 'write'),
        units(name, 'read'),
      ]
    }),
  )
}

/** What every operation of the mailer is for; an operation that is not here would be news. */
const purposes: Readonly<Record<string, string>> = {
  BatchExecuteStatement: 'claim and mark',
  UpdateItem: 'slots of the sending rate',
  PutItem: 'totals of the chunk',
  DeleteItem: 'the chunk leaves the agenda',
  Query: 'the chunk and its deliveries',
  BatchGetItem: 'halted? totals; contacts as they stand',
}

const callTable = ({ chunks, contacts, tallies: { mailing } }: PipelineReport) =>
  table(
    ['the mailer, each chunk', 'calls', 'units', 'units a recipient'],
    [
      ...Object.entries(mailing.calls).map(([name, calls]) => [
        `\`${name}\`: ${purposes[name] ?? 'news'}`,
        figure(calls / chunks),
        figure(mailing.units[name]! / chunks),
        figure(mailing.units[name]! / contacts),
      ]),
      ['`SendRawEmail`', figure(contacts / chunks), '', ''],
      ['together, without mails', figure(sum(mailing.calls) / chunks), '', ''],
    ],
  )

export const pipelineTables = (report: PipelineReport) =>
  [
    `${report.contacts} recipients in ${report.chunks} chunks, mails of ${figure(report.mailBytes / 1000)} KB; medians.`,
    paceTable(report),
    callTable(report),
  ].join('\n\n')
