import { parseResponse } from 'hono/client'
import { followLedger, type Ledger, statesOf, sumOf } from '../ledger.ts'
import type { Stage } from '../stage.ts'
import type { Alert } from './alert.ts'

const cells = 20

/** How far it is: full blocks are settled, light ones under way. */
const bar = (ledger: Ledger, expected: number) => {
  const { counts } = ledger
  const total = Math.max(expected, ledger.manifest, 1)
  const { queued = 0, sending = 0, sent = 0 } = counts
  const block = (count: number) => Math.round((count / total) * cells)
  const settled = block(sumOf(ledger) - queued - sending - sent)
  const begun = Math.min(cells - settled, block(sending + sent))
  return '█'.repeat(settled) + '▒'.repeat(begun) + '·'.repeat(cells - settled - begun)
}

/** The alert goes out, and its ledger fills before one's eyes. */
export const watchFanOut = async ({ screen, one, check }: Stage, { id }: Alert, expected: number) => {
  screen.step('The alert goes out')
  const began = performance.now()
  const show = (ledger: Ledger, isLast = false) => {
    if (ledger.manifest === 0 && !isLast) return
    const seconds = ((performance.now() - began) / 1000).toFixed(1).padStart(6)
    const states = statesOf(ledger).map(([state, count]) => `${state} ${count}`)
    screen.moving(`${seconds} s  ${bar(ledger, expected)}  ${states.join('  ')}`, isLast)
  }
  const ledger = await followLedger(
    () => parseResponse(one.api.alerts[':id'].deliveries.$get({ param: { id }, query: { limit: '1' } })),
    show,
  )
  show(ledger, true)
  const alert = await parseResponse(one.api.alerts[':id'].$get({ param: { id } }))
  screen.line('issued', `by itself when the hold was over; reference ${alert.issues.at(-1)?.reference}`)
  check(alert.state === 'issued', 'the alert is issued when its hold is over')
  return { alert, ledger }
}
