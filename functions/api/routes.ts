import type { Hono } from 'hono'
import type { ExtractSchema } from 'hono/types'
import type { Env } from './http/env.ts'
import { alertCommentRoutes } from './routes/alert-comments.ts'
import { alertConsentRoutes } from './routes/alert-consents.ts'
import { alertReleaseRoutes } from './routes/alert-release.ts'
import { alertStepRoutes } from './routes/alert-steps.ts'
import { alertTranslationRoutes } from './routes/alert-translations.ts'
import { alertRoutes } from './routes/alerts.ts'
import { answerRoutes } from './routes/answers.ts'
import { applicationRoutes, joiningRoutes } from './routes/applications.ts'
import { assessmentRoutes } from './routes/assessments.ts'
import { attachmentRoutes } from './routes/attachments.ts'
import { briefingRoutes } from './routes/briefings.ts'
import { calendarFeedRoutes } from './routes/calendar-feeds.ts'
import { callSheetRoutes } from './routes/call-sheet.tsx'
import { campaignRoutes } from './routes/campaigns.ts'
import { caseWatcherRoutes } from './routes/case-watchers.ts'
import { caseRoutes } from './routes/cases.ts'
import { coalitionLifeRoutes } from './routes/coalition-life.ts'
import { coalitionRoutes } from './routes/coalitions.ts'
import { decisionRoutes } from './routes/decisions.ts'
import { deliveryRoutes } from './routes/deliveries.ts'
import { erasureRoutes } from './routes/erasures.ts'
import { eventRoutes } from './routes/events.ts'
import { evidenceRoutes } from './routes/evidence.ts'
import { exportRoutes } from './routes/exports.ts'
import { factorRoutes } from './routes/factors.ts'
import { fieldReportRoutes } from './routes/field-reports.ts'
import { forecastRoutes } from './routes/forecasts.ts'
import { grantRoutes } from './routes/grants.ts'
import { hearingRoutes } from './routes/hearings.ts'
import { hubRoutes } from './routes/hubs.ts'
import { incomingAlertRoutes, receivingRoutes } from './routes/incoming-alerts.ts'
import { incomingNewsRoutes, newsReceivingRoutes } from './routes/incoming-news.ts'
import { invitationRoutes } from './routes/invitations.ts'
import { letterStepRoutes } from './routes/letter-steps.ts'
import { letterRoutes, signatureRoutes } from './routes/letters.ts'
import { libraryRoutes } from './routes/library.ts'
import { mailboxRoutes } from './routes/mailbox.ts'
import { meRoutes } from './routes/me.ts'
import { meetingRoutes } from './routes/meetings.ts'
import { membershipRoutes } from './routes/memberships.ts'
import { minutesRoutes } from './routes/minutes.ts'
import { motionRoutes } from './routes/motions.ts'
import { objectionRoutes } from './routes/objections.ts'
import { occurrenceRoutes } from './routes/occurrences.ts'
import { officeRoutes } from './routes/offices.ts'
import { organizationRoutes } from './routes/organizations.ts'
import { participationRoutes } from './routes/participations.ts'
import { passkeyRoutes } from './routes/passkeys.ts'
import { pollRoutes } from './routes/polls.ts'
import { postStepRoutes } from './routes/post-steps.ts'
import { postSubscriptionRoutes } from './routes/post-subscriptions.ts'
import { postRoutes } from './routes/posts.ts'
import { quorumRoutes } from './routes/quorum.ts'
import { reachRoutes } from './routes/reach.ts'
import { recommendationRoutes } from './routes/recommendations.ts'
import { replyRoutes } from './routes/replies.ts'
import { rosterExportRoutes } from './routes/roster-export.ts'
import { rosterImportRoutes } from './routes/roster-import.ts'
import { rsvpRoutes } from './routes/rsvps.ts'
import { settingsRoutes } from './routes/settings.ts'
import { signInRoutes } from './routes/sign-in.ts'
import { situationRoutes, timelineRoutes } from './routes/situations.ts'
import { slotRoutes } from './routes/slots.ts'
import { successionRoutes } from './routes/succession.ts'
import { taskRoutes } from './routes/tasks.ts'
import { threadRoutes } from './routes/threads.ts'
import { timingRoutes } from './routes/timings.ts'
import { tokenRoutes } from './routes/tokens.ts'
import { waysInRoutes } from './routes/ways-in.ts'
import { webhookRoutes } from './routes/webhooks.ts'

/** What needs no session: the way to one, and what others send us, and what is public. */
export const open = [signInRoutes, receivingRoutes, newsReceivingRoutes, joiningRoutes] as const

/** Everything else under `/v1`, for whoever is signed in. */
export const closed = [
  meRoutes,
  factorRoutes,
  passkeyRoutes,
  tokenRoutes,
  grantRoutes,
  motionRoutes,
  eventRoutes,
  rosterImportRoutes,
  rosterExportRoutes,
  exportRoutes,
  erasureRoutes,
  reachRoutes,
  membershipRoutes,
  organizationRoutes,
  applicationRoutes,
  successionRoutes,
  mailboxRoutes,
  waysInRoutes,
  forecastRoutes,
  situationRoutes,
  timelineRoutes,
  assessmentRoutes,
  threadRoutes,
  coalitionLifeRoutes,
  objectionRoutes,
  coalitionRoutes,
  participationRoutes,
  meetingRoutes,
  rsvpRoutes,
  invitationRoutes,
  calendarFeedRoutes,
  slotRoutes,
  occurrenceRoutes,
  pollRoutes,
  quorumRoutes,
  minutesRoutes,
  decisionRoutes,
  webhookRoutes,
  alertRoutes,
  alertStepRoutes,
  alertCommentRoutes,
  alertConsentRoutes,
  alertReleaseRoutes,
  alertTranslationRoutes,
  answerRoutes,
  callSheetRoutes,
  deliveryRoutes,
  evidenceRoutes,
  timingRoutes,
  recommendationRoutes,
  attachmentRoutes,
  postRoutes,
  postStepRoutes,
  postSubscriptionRoutes,
  libraryRoutes,
  officeRoutes,
  briefingRoutes,
  campaignRoutes,
  letterRoutes,
  signatureRoutes,
  letterStepRoutes,
  caseRoutes,
  hearingRoutes,
  caseWatcherRoutes,
  hubRoutes,
  incomingAlertRoutes,
  incomingNewsRoutes,
  fieldReportRoutes,
  replyRoutes,
  taskRoutes,
  settingsRoutes,
] as const

/** The JSON API as its clients see it: every address, what it takes and what it answers. */
export type Api = Hono<Env, ExtractSchema<ReturnType<(typeof open | typeof closed)[number]>>, '/'>
