import { spansOf } from '../../../shared/alerts/timings.ts'
import type { LedgerLine } from '../../../shared/ledger/read.ts'
import { type Ledger, statesOf, sumOf } from '../demo/ledger.ts'
import type { Row } from '../demo/screen.ts'
import type { Alarm } from './alarm.ts'
import { addressOf, type Fate, fateOf } from './fates.ts'
import type { Sink } from './sink.ts'

interface Outcome {
  readonly alarm: Alarm
  readonly recipients: number
  readonly ledger: Ledger
  readonly lines: readonly LedgerLine[]
  readonly sink: Pick<Sink, 'taken' | 'counts'>
}

/** Whom the ledger or the sink does not account for as the rehearsal was set up. */
const missing = ({ recipients, lines, sink }: Outcome) => {
  const taken = sink.taken('alert')
  const states = new Map(lines.map(({ contactId, state }) => [Number(contactId.slice(4)), state as string]))
  const all = Array.from({ length: recipients }, (_, number) => number)
  return {
    forgotten: all.filter((number) => !taken.has(addressOf(number))),
    toldTwice: all.filter((number) => (taken.get(addressOf(number)) ?? 0) > 1),
    otherwise: all.filter((number) => states.get(number) !== (fateOf(number) satisfies Fate)),
  }
}

const number = (value: number) => value.toLocaleString('en')
const seconds = (value: number) => `${value.toFixed(1)} s`

/** What became of a rehearsal: figures for people, and what did not come out as it must. */
export const reportOn = (outcome: Outcome): { rows: Row[]; faults: string[] } => {
  const { alarm, recipients, ledger, lines, sink } = outcome
  const spans = spansOf(lines, alarm.issuedAt)
  const { sent, ...others } = spans
  const again = lines.filter(({ attempt }) => attempt > 1).length
  const { forgotten, toldTwice, otherwise } = missing(outcome)
  const sum = sumOf(ledger)
  const { throttled, answersLost, strangers } = sink.counts
  const reminders = [...sink.taken('alert-reminder').values()].reduce((total, each) => total + each, 0)
  const states = statesOf(ledger).map(([state, count]): Row => {
    const span = others[state as keyof typeof others]
    const remark = span && `first after ${seconds(span.first)}, last after ${seconds(span.last)}`
    return { name: `  ${state}`, value: number(count), ...(remark && { remark }) }
  })
  const rate = sent && sent.last > sent.first ? sent.count / (sent.last - sent.first) : undefined
  const rows: Row[] = [
    { name: 'Recipients in the manifest', value: number(ledger.manifest) },
    ...states,
    ...(sent
      ? [
          { name: 'Time to the first mail', value: seconds(sent.first) },
          { name: 'Time to the last mail', value: seconds(sent.last) },
        ]
      : []),
    ...(rate ? [{ name: 'Mails a second', value: rate.toFixed(0) }] : []),
    { name: 'Sent in a second attempt', value: number(again), remark: `${number(throttled)} throttled` },
    { name: 'Answers lost, then settled', value: number(answersLost) },
    { name: 'Stand-ins asked', value: number(reminders), remark: 'for those whose mail came back' },
    { name: 'Forgotten', value: number(forgotten.length) },
    { name: 'Told twice', value: number(toldTwice.length) },
    { name: 'Not accounted for', value: number(recipients - sum + otherwise.length) },
  ]
  const faults = [
    alarm.expected !== recipients && 'the preview counts everybody',
    !alarm.readEachOnce && 'the preview reads each once',
    ledger.manifest !== recipients && 'the manifest holds everybody',
    sum !== ledger.manifest && 'the states add up to the manifest',
    forgotten.length > 0 && 'everybody gets a mail',
    toldTwice.length > 0 && 'nobody gets two',
    otherwise.length > 0 &&
      `everybody is in the state that was arranged (not: ${otherwise.slice(0, 5).join(', ')})`,
    strangers > 0 && 'no mail goes to an address that is not simulated',
  ]
  return { rows, faults: faults.filter((fault) => fault !== false) }
}
