import { schedule } from '../../shared/agenda/agenda.ts'
import type { Event } from '../../shared/events/schema.ts'
import { chunkPartition, deliveryRow, firstDelivery } from '../../shared/ledger/delivery.ts'
import { putChunk } from '../../shared/ledger/manifest.ts'
import { putNotification, sealKey } from '../../shared/ledger/notification.ts'
import { firstTotals } from '../../shared/ledger/totals.ts'
import type { Action } from '../../shared/storage/store.ts'
import { by, contactId, idsOf, isoOf, organizationsOf } from './named.ts'
import { padded } from './roster.ts'

const ledgerRows = (at: number): Action[] => {
  const { alertId, notificationId } = idsOf(at)
  const partition = chunkPartition(notificationId, 1)
  const table = 'deliveries'
  const contacts = organizationsOf(at).map((organizationId, place) => ({
    contactId: contactId(at * 40 + place),
    organizationId,
  }))
  const notification = {
    id: notificationId,
    kind: 'alert' as const,
    subject: alertId,
    urgent: false,
    recipients: { of: 'alliance' as const },
    corrects: [],
    tellsSuperseded: true,
    createdAt: isoOf(at),
  }
  const entries = contacts.map((each) => ({ ...each, class: 'ngo' as const, language: 'en', priors: [] }))
  return [
    ...putNotification(notification, { text: 'Villages were burnt.' }),
    putChunk(notificationId, 1, { entries, position: { part: 0 } }),
    ...contacts.map(({ contactId, organizationId }): Action => {
      const sent = firstDelivery(organizationId, { at: isoOf(at), state: 'sent', messageId: padded(at) })
      return { table, put: deliveryRow(partition, contactId, sent) }
    }),
    { table, put: firstTotals(notificationId, 1, contacts.length, isoOf(at)) },
    { table, put: { chunks: 1, contacts: contacts.length, at: isoOf(at), ...sealKey(notificationId) } },
  ]
}

const eventRows = (at: number): Action[] => {
  const { alertId } = idsOf(at)
  const id = `evt_${padded(at)}` as const
  const event: Event = {
    id,
    type: 'alert.issued',
    at: isoOf(at),
    actor: by,
    subject: alertId,
    audience: { to: 'members' },
    data: {},
  }
  // One day for all: the busiest there can be.
  return [
    { table: 'events', put: { ...event, day: isoOf(0).slice(0, 10), pk: alertId, sk: `${isoOf(at)}#${id}` } },
  ]
}

const agendaRows = (at: number): Action[] =>
  Array.from({ length: 10 }, (_, place) =>
    schedule({
      id: `settle-${padded(at * 10 + place)}`,
      kind: 'settle',
      dueAt: isoOf(at),
      subject: idsOf(at).notificationId,
    }),
  )

/** The books of one matter: its ledger, its history, and what is due. */
export const accountRows = (at: number): Action[] => [...ledgerRows(at), ...eventRows(at), ...agendaRows(at)]
