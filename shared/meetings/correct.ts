import type { Deps } from '../deps.ts'
import { announce } from '../ledger/announce.ts'
import type { MeetingNotice } from './enlist.ts'
import type { Meeting } from './schema.ts'

/**
 * Tells what became of a meeting to exactly those who were told of it before. The latest manifest is walked,
 * because it knows of each contact every delivery there was.
 */
export const correct = (deps: Deps, before: Meeting, content: MeetingNotice) =>
  announce(deps, {
    kind: 'meeting',
    subject: before.id,
    recipients: { of: 'manifests', notificationIds: before.notificationIds.slice(-1) },
    content,
    corrects: before.notificationIds,
    // Who never got the call need not hear that it is off.
    tellsSuperseded: content.method !== 'cancel',
  })
