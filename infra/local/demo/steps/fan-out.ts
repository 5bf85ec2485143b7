import { parseResponse } from 'hono/client'
import { bar, followLedger, type Ledger, statesOf } from '../ledger.ts'
import type { Stage } from '../stage.ts'
import type { Alert } from './alert.ts'

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
