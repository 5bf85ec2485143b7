import * as z from 'zod'
import { idOf } from '../../ids.ts'
import { level } from '../../situations/vocabulary.ts'
import { country } from '../../text.ts'
import { count, entry, fields, instant, word } from './entry.ts'

/** What every event of an alert says; of which countries it speaks is known once it was submitted. */
const alert = {
  revision: count,
  situationId: idOf('situation'),
  level,
  exercise: z.boolean(),
  countries: z.array(country).optional(),
}

const organizationId = idOf('organization')
const digest = z.string()
/** Whoever approves or issues alone did so without a second person. */
const alone = z.boolean()
/** What was waiting or halted, and goes on. */
const restarts = z.array(idOf('notification'))
const round = count

const translation = { ...alert, language: z.string(), digest }

/** What asked, by its kind and its id; the situations, where there is any. */
const recommendation = {
  source: word,
  alertId: idOf('alert').optional(),
  postId: idOf('post').optional(),
  briefingId: idOf('briefing').optional(),
  letterId: idOf('letter').optional(),
  situationId: idOf('situation').optional(),
  situationIds: z.array(idOf('situation')).optional(),
  state: word,
}

/** Of alerts, and what they ask for. */
export const alerts = {
  'alert.drafted': entry('alert', 'An alert, or its next revision, is being written', alert),
  'alert.updated': entry('alert', 'A draft changed', { ...alert, fields }),
  'alert.comments-asked': entry('alert', 'Organizations are asked what they think of a draft', {
    ...alert,
    round,
    organizationIds: z.array(organizationId),
  }),
  'alert.commented': entry('alert', 'An organization said what it thinks of a draft', {
    ...alert,
    round,
    organizationId,
    by: word,
  }),
  'alert.comments-closed': entry('alert', 'The time to comment on a draft is over', {
    ...alert,
    round,
    given: count,
    asked: count,
  }),
  'alert.submitted': entry('alert', 'An alert waits for approval', { ...alert, digest }),
  'alert.returned': entry('alert', 'An alert went back to its author', alert),
  'alert.approved': entry('alert', 'Somebody approved an alert; with `releaseAt`, it goes out then', {
    ...alert,
    digest,
    alone,
    releaseAt: instant.optional(),
  }),
  'alert.stopped': entry('alert', 'An alert did not go out when its time came', { ...alert, because: word }),
  'alert.issued': entry('alert', 'An alert was issued; `alone`, where one person did it', {
    ...alert,
    messageType: word,
    digest,
    alone,
  }),
  'alert.confirmed': entry('alert', 'A second person stands behind what one issued alone', {
    ...alert,
    digest,
    restarts,
  }),
  'alert.review-owed': entry('alert', 'What was issued alone has yet to be reviewed', alert),
  'alert.reviewed': entry('alert', 'What was issued alone was reviewed', { ...alert, verdict: word }),
  'alert.embargo-ended': entry('alert', 'The time came for those who had to wait for an alert', {
    ...alert,
    classes: z.array(word),
    ended: word,
    restarts,
  }),
  'alert.embargo-called-off': entry('alert', 'Some who had to wait for an alert will not be told', {
    ...alert,
    classes: z.array(word),
    restarts,
  }),
  'alert.consent-asked': entry('alert', 'Organizations are asked whether an alert may go out in their name', {
    ...alert,
    organizationIds: z.array(organizationId),
  }),
  'alert.consent-recorded': entry('alert', 'An organization agreed that it goes out in its name, or not', {
    ...alert,
    organizationId,
    answer: word,
    digest,
    by: word,
  }),
  'digest.gathered': entry('contact', 'What waited for the morning of a contact goes to them in one mail', {
    alerts: count,
    posts: count.optional(),
  }),
  'alert.translation-proposed': entry('alert', 'A translation of an alert waits for approval', {
    ...translation,
    translates: count,
  }),
  'alert.translation-approved': entry('alert', 'Somebody approved a translation of an alert', {
    ...translation,
    releaseAt: instant.optional(),
  }),
  'alert.translated': entry('alert', 'An alert can be read in one more language', translation),
  'alert.published': entry('alert', 'An alert is on its public page', alert),
  'alert.halted': entry('alert', 'What was not yet sent of an alert was stopped', alert),
  'alert.reminder-asked': entry('alert', 'Who has not answered an alert is reminded now', alert),
  'alert.resumption-asked': entry('alert', 'Somebody wants a halted alert to go on', alert),
  'alert.resumed': entry('alert', 'A halted alert goes on, or is held anew until `releaseAt`', {
    ...alert,
    releaseAt: instant.optional(),
    restarts: restarts.optional(),
  }),
  'alert.answered': entry('alert', 'An organization answered an alert', {
    ...alert,
    organizationId,
    by: word,
    answer: word.optional(),
  }),
  'alert.escalated': entry('alert', 'Organizations that were silent or not reached are pursued', {
    ...alert,
    step: word,
    because: word,
    organizations: count,
  }),
  'alert.expiring': entry('alert', 'An alert ends soon, and its author is asked to renew or close it', {
    ...alert,
    hours: count,
  }),
  'alert.expired': entry('alert', 'An alert ended, and nobody renewed or closed it', {
    ...alert,
    hours: count,
  }),
  'field-report.received': entry('fieldReport', 'Somebody reported from the field', { via: word }),
  'field-report.closed': entry('fieldReport', 'It was decided what becomes of a report', { outcome: word }),
  'recommendation.put': entry('recommendation', 'Something was asked of somebody', recommendation),
  'recommendation.changed': entry('recommendation', 'Something came of what was asked', recommendation),
}
