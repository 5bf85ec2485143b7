import * as z from 'zod'
import { idOf } from '../../ids.ts'
import { parts } from '../../retention/schema.ts'
import { count, entry, fields, instant, word } from './entry.ts'

const task = { taskId: idOf('task'), kind: word }

/** Of the work behind it: endpoints, mails that came back, tasks, settings. */
export const house = {
  'webhook.created': entry('webhook', 'An endpoint was set up'),
  'webhook.updated': entry('webhook', 'An endpoint changed', { fields }),
  'webhook.failing': entry('webhook', 'An endpoint has not answered for days', { since: instant }),
  'webhook.disabled': entry('webhook', 'Nothing more is posted to an endpoint', { reason: word }),
  'webhook.deleted': entry('webhook', 'An endpoint was removed'),
  'webhook.tested': entry('webhook', 'A test of an endpoint'),
  'reply.received': entry('matter', 'A mail came back and waits for a person', {
    replyId: idOf('reply'),
    kind: word,
    because: word.optional(),
  }),
  'reply.assigned': entry('matter', 'Somebody took a mail that came back', {
    replyId: idOf('reply'),
    contactId: idOf('contact').optional(),
  }),
  'reply.closed': entry('matter', 'A mail that came back was dealt with', {
    replyId: idOf('reply'),
    outcome: word,
  }),
  'task.opened': entry('matter', 'Something waits for a person', task),
  'task.assigned': entry('matter', 'Somebody took a task', {
    ...task,
    contactId: idOf('contact').optional(),
  }),
  'task.passed-on': entry('matter', 'Nobody took a task in time, and it went to who is next on duty', {
    ...task,
    contactIds: z.array(idOf('contact')),
  }),
  'task.closed': entry('matter', 'A task was done or dismissed', { ...task, outcome: word }),
  'export.allowed': entry('export', 'A coordinator allowed everything to be taken out once'),
  'export.withdrawn': entry('export', 'What was allowed to be taken out is so no more'),
  'export.taken': entry('export', 'Everything was taken out into a file', {
    rows: count,
    sha256: z.string(),
  }),
  'settings.changed': entry('settings', 'The alliance set something anew', { fields }),
  'settings.proposed': entry('settings', 'A change of the settings waits for a second coordinator', {
    fields,
  }),
  'retention.carried-out': entry(
    'settings',
    'What is older than the alliance wishes was removed',
    Object.fromEntries(parts.map((part) => [part, count.optional()])),
  ),
  'settings.withdrawn': entry('settings', 'A change of the settings was taken back', { fields }),
}
