import type { Hono } from 'hono'
import type { ExtractSchema } from 'hono/types'
import type { Env } from './http/env.ts'
import { briefingRoutes } from './routes/advocacy/briefings.ts'
import { campaignRoutes } from './routes/advocacy/campaigns.ts'
import { letterStepRoutes } from './routes/advocacy/letter-steps.ts'
import { letterRoutes, signatureRoutes } from './routes/advocacy/letters.ts'
import { officeRoutes } from './routes/advocacy/offices.ts'
import { alertRoutes } from './routes/alerts/alerts.ts'
import { answerRoutes } from './routes/alerts/answers.ts'
import { callSheetRoutes } from './routes/alerts/call-sheet.tsx'
import { alertCommentRoutes } from './routes/alerts/comments.ts'
import { alertConsentRoutes } from './routes/alerts/consents.ts'
import { deliveryRoutes } from './routes/alerts/deliveries.ts'
import { evidenceRoutes } from './routes/alerts/evidence.ts'
import { recommendationRoutes } from './routes/alerts/recommendations.ts'
import { alertReleaseRoutes } from './routes/alerts/release.ts'
import { alertStepRoutes } from './routes/alerts/steps.ts'
import { timingRoutes } from './routes/alerts/timings.ts'
import { alertTranslationRoutes } from './routes/alerts/translations.ts'
import { coalitionRoutes } from './routes/coalitions/coalitions.ts'
import { coalitionLifeRoutes } from './routes/coalitions/life.ts'
import { objectionRoutes } from './routes/coalitions/objections.ts'
import { participationRoutes } from './routes/coalitions/participations.ts'
import { eventRoutes } from './routes/desk/events.ts'
import { exportRoutes } from './routes/desk/exports.ts'
import { replyRoutes } from './routes/desk/replies.ts'
import { settingsRoutes } from './routes/desk/settings.ts'
import { taskRoutes } from './routes/desk/tasks.ts'
import { webhookRoutes } from './routes/desk/webhooks.ts'
import { factorRoutes } from './routes/identity/factors.ts'
import { grantRoutes } from './routes/identity/grants.ts'
import { meRoutes } from './routes/identity/me.ts'
import { motionRoutes } from './routes/identity/motions.ts'
import { passkeyRoutes } from './routes/identity/passkeys.ts'
import { signInRoutes } from './routes/identity/sign-in.ts'
import { tokenRoutes } from './routes/identity/tokens.ts'
import { incomingAlertRoutes, receivingRoutes } from './routes/incoming/alerts.ts'
import { hubRoutes } from './routes/incoming/hubs.ts'
import { incomingNewsRoutes, newsReceivingRoutes } from './routes/incoming/news.ts'
import { caseRoutes } from './routes/justice/cases.ts'
import { hearingRoutes } from './routes/justice/hearings.ts'
import { caseWatcherRoutes } from './routes/justice/watchers.ts'
import { calendarFeedRoutes } from './routes/meetings/calendar-feeds.ts'
import { decisionRoutes } from './routes/meetings/decisions.ts'
import { invitationRoutes } from './routes/meetings/invitations.ts'
import { meetingRoutes } from './routes/meetings/meetings.ts'
import { minutesRoutes } from './routes/meetings/minutes.ts'
import { occurrenceRoutes } from './routes/meetings/occurrences.ts'
import { pollRoutes } from './routes/meetings/polls.ts'
import { quorumRoutes } from './routes/meetings/quorum.ts'
import { rsvpRoutes } from './routes/meetings/rsvps.ts'
import { slotRoutes } from './routes/meetings/slots.ts'
import { applicationRoutes, joiningRoutes } from './routes/organizations/applications.ts'
import { erasureRoutes } from './routes/organizations/erasures.ts'
import { mailboxRoutes } from './routes/organizations/mailbox.ts'
import { membershipRoutes } from './routes/organizations/memberships.ts'
import { organizationRoutes } from './routes/organizations/organizations.ts'
import { reachRoutes } from './routes/organizations/reach.ts'
import { rosterExportRoutes } from './routes/organizations/roster-export.ts'
import { rosterImportRoutes } from './routes/organizations/roster-import.ts'
import { successionRoutes } from './routes/organizations/succession.ts'
import { waysInRoutes } from './routes/organizations/ways-in.ts'
import { attachmentRoutes } from './routes/publications/attachments.ts'
import { libraryRoutes } from './routes/publications/library.ts'
import { postRoutes } from './routes/publications/posts.ts'
import { postStepRoutes } from './routes/publications/steps.ts'
import { postSubscriptionRoutes } from './routes/publications/subscriptions.ts'
import { assessmentRoutes } from './routes/situations/assessments.ts'
import { fieldReportRoutes } from './routes/situations/field-reports.ts'
import { forecastRoutes } from './routes/situations/forecasts.ts'
import { situationRoutes, timelineRoutes } from './routes/situations/situations.ts'
import { threadRoutes } from './routes/situations/threads.ts'

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
