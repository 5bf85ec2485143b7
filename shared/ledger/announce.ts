import { type AgendaRow, schedule, secondsAfter } from '../agenda/agenda.ts'
import type { Deps } from '../deps.ts'
import type { Id } from '../ids.ts'
import type { MailKind } from '../rendering/kinds.ts'
import type { Action } from '../storage/store.ts'
import { type Notification, putNotification } from './notification.ts'
import type { Recipients } from './recipients.ts'

interface Announcement {
  readonly kind: MailKind
  readonly subject: string
  readonly recipients: Recipients
  /** What the mail says, as its template's schema has it; frozen from here on. */
  readonly content: object
  readonly urgent?: boolean
  readonly corrects?: readonly Id<'notification'>[]
  readonly tellsSuperseded?: boolean
  readonly follows?: boolean
  readonly repeats?: Notification['repeats']
  readonly calendarOf?: Notification['calendarOf']
  readonly opens?: Notification['opens']
  readonly toAbsent?: true
}

/** How long after the fast path, the stream, the agenda looks whether a notification still waits. */
const patience = 60

/** The agenda row that has a notification expanded, should the stream not. */
export const expansionRow = ({ id, createdAt }: Pick<Notification, 'id' | 'createdAt'>): AgendaRow => ({
  id: `expand-${id}`,
  kind: 'expand',
  dueAt: secondsAfter(new Date(createdAt), patience),
  every: patience,
  subject: id,
})

/** What is told with a change: writes for its transaction, and what its event must carry to wake the fan-out. */
export interface Told {
  readonly actions: readonly Action[]
  readonly notifications: readonly string[]
}

export const nothingTold: Told = { actions: [], notifications: [] }

/** Several things told with one change. */
export const toldTogether = (all: readonly Told[]): Told => ({
  actions: all.flatMap(({ actions }) => actions),
  notifications: all.flatMap(({ notifications }) => notifications),
})

/** Something to tell, for the transaction that makes it so. */
export const announce = (
  deps: Pick<Deps, 'clock' | 'ids'>,
  given: Announcement,
): Told & { readonly id: Id<'notification'> } => {
  const {
    kind,
    subject,
    recipients,
    content,
    urgent = false,
    corrects = [],
    tellsSuperseded = true,
    opens,
    follows,
    repeats,
    calendarOf,
    toAbsent,
  } = given
  const notification: Notification = {
    id: deps.ids.next('notification'),
    kind,
    subject,
    urgent,
    recipients,
    corrects: [...corrects],
    tellsSuperseded,
    ...(opens && { opens }),
    ...(follows && { follows }),
    ...(repeats && { repeats }),
    ...(calendarOf && { calendarOf }),
    ...(toAbsent && { toAbsent }),
    createdAt: deps.clock.now().toISOString(),
  }
  return {
    id: notification.id,
    actions: [...putNotification(notification, content), schedule(expansionRow(notification))],
    notifications: [notification.id],
  }
}
