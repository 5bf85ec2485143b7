import { expect } from 'vitest'
import { isOpen } from '../../../shared/ledger/delivery.ts'
import type { Alliance } from '../../support/alliance.ts'
import type { World } from '../../support/world.ts'
import type { Storm } from './storm.ts'

export type Ledger = Awaited<ReturnType<Alliance['ledger']>>

const mailsOf = (world: World, notificationId: string, contactId: string) =>
  world.mail.sent.filter(
    ({ tags }) => tags['delivery']?.startsWith(notificationId) && tags['delivery'].endsWith(contactId),
  )

/** What is promised of every notification, whatever the weather was. */
export const checkLedger = (world: World, storm: Storm, ledger: Ledger, expected: readonly string[]) => {
  expect(ledger.sealed).toBe(true)
  expect(ledger.items.map(({ contactId }) => contactId).sort()).toEqual([...expected].sort())
  expect(Object.values(ledger.counts).reduce((sum, count) => sum + count, 0)).toBe(ledger.manifest)
  const states = Object.groupBy(ledger.items, ({ state }) => state)
  expect(ledger.counts).toEqual(
    Object.fromEntries(Object.entries(states).map(([state, items]) => [state, items!.length])),
  )
  for (const { contactId, state, log } of ledger.items) {
    expect(isOpen(state as never), `${contactId} is ${state}`).toBe(false)
    const mails = mailsOf(world, ledger.notificationId, contactId)
    if (state === 'skipped' || state === 'superseded') expect(mails.length).toBe(0)
    else expect(mails.length).toBeGreaterThan(0)
    // Twice only when the first mail was in doubt and SES never spoke of it, or too late.
    if (mails.length > 1) {
      expect(log.some((step) => step.state === 'inDoubt')).toBe(true)
      expect(mails.filter(({ messageId }) => !storm.silent.has(messageId)).length).toBeLessThanOrEqual(1)
    }
    const noted = new Set(log.map(({ messageId }) => messageId))
    for (const { messageId } of mails)
      if (!storm.silent.has(messageId)) expect(noted.has(messageId)).toBe(true)
  }
}

/** Nobody gets the original after the correction; everybody who got it gets the correction, the others the first notice. */
export const checkCorrection = (world: World, correction: Ledger, original: Ledger) => {
  for (const { contactId, state } of original.items) {
    const first = mailsOf(world, original.notificationId, contactId)
    const second = mailsOf(world, correction.notificationId, contactId)
    expect(second.length).toBeGreaterThan(0)
    if (first.length > 0) expect(state).not.toBe('superseded')
    const order = world.mail.sent
    for (const mail of first) expect(order.indexOf(mail)).toBeLessThan(order.indexOf(second[0]!))
  }
}
