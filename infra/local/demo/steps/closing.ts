import type { Id } from '../../../../shared/ids.ts'
import { isOpen, wasTold } from '../../../../shared/ledger/delivery.ts'
import type { Organization } from '../../../../shared/organizations/schema.ts'
import { type Delivery, type Ledger, sentAt, statesOf, sumOf } from '../ledger.ts'
import { contactIdOf, languagesOf } from '../mailbox.ts'
import { countsAsText, type Row } from '../screen.ts'
import { readRoster, type Stage } from '../stage.ts'
import type { Alert } from './alert.ts'

const seconds = (from: string, to: string) => `${((Date.parse(to) - Date.parse(from)) / 1000).toFixed(2)} s`

const whom = ({ organizationId, contactId }: Delivery, roster: ReadonlyMap<string, Organization>) => {
  const organization = roster.get(organizationId)
  return `${organization?.name}, ${organization?.contacts.find(({ id }) => id === contactId)?.role}`
}

const isException = ({ state }: Delivery) => state !== 'delivered' && state !== 'sent'

const timesOf = (deliveries: readonly Delivery[], issuedAt: string): Row[] => {
  const times = deliveries.flatMap((each) => sentAt(each) ?? []).toSorted()
  const [first, last] = [times.at(0), times.at(-1)]
  if (!first || !last) return []
  return [
    { name: 'Time to the first mail', value: seconds(issuedAt, first) },
    { name: 'Time to the last mail', value: seconds(issuedAt, last) },
  ]
}

interface Outcome {
  readonly alert: Alert
  readonly ledger: Ledger
  /** As many contacts as the preview showed. */
  readonly expected: number
}

/** The ledger, the mailbox and the preview must tell the same story. */
export const closeBooks = async (stage: Stage, { alert, ledger, expected }: Outcome) => {
  const { screen, one, mailbox, check } = stage
  screen.step('What became of it')
  const deliveries: Delivery[] = []
  for await (const each of one.list<Delivery>(`/v1/alerts/${alert.id}/deliveries?limit=200`))
    deliveries.push(each)
  const mails = await mailbox.mails('alert')
  const mailed = new Set(mails.map(contactIdOf))
  const told = deliveries.filter(({ state }) => wasTold(state))
  const adds = sumOf(ledger) === ledger.manifest
  const once = mails.length === mailed.size && mails.length === told.length
  screen.table([
    {
      name: 'Recipients in the manifest',
      value: String(ledger.manifest),
      remark: ledger.manifest === expected ? 'as the preview said' : `the preview said ${expected}`,
    },
    ...statesOf(ledger).map(([state, count]) => ({ name: `  ${state}`, value: String(count) })),
    { name: 'Sum of the states', value: String(sumOf(ledger)), remark: adds ? 'adds up' : 'DOES NOT ADD UP' },
    {
      name: 'Mails in the mailbox',
      value: String(mails.length),
      remark: once ? 'one for each who was told' : 'NOT ONE FOR EACH',
    },
    {
      name: 'Organizations',
      value: String(new Set(deliveries.map(({ organizationId }) => organizationId)).size),
    },
    ...timesOf(deliveries, alert.issues.at(-1)!.issuedAt),
  ])
  screen.line('written in', countsAsText(Object.fromEntries(languagesOf(mails))))
  const roster = await readRoster(stage)
  const exceptions = deliveries.filter(isException)
  for (const each of exceptions) screen.line(each.state, whom(each, roster))
  if (exceptions.length === 0) screen.line('exceptions', 'none')

  check(ledger.manifest === expected, 'the manifest holds whom the preview showed')
  check(adds && ledger.sealed, 'the states add up to the manifest')
  check(deliveries.length === ledger.manifest, 'the manifest can be read line by line')
  check(!deliveries.some(({ state }) => isOpen(state)), 'nothing of the alert is still open')
  check(
    once && told.every(({ contactId }) => mailed.has(contactId as Id<'contact'>)),
    'each who was told got one mail',
  )
}
