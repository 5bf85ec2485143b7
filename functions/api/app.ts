import { bodyLimit } from 'hono/body-limit'
import { cors } from 'hono/cors'
import { requestId } from 'hono/request-id'
import { secureHeaders } from 'hono/secure-headers'
import { bounds as capBounds } from '../../shared/cap/read-xml.ts'
import type { Deps } from '../../shared/deps.ts'
import { DomainError } from '../../shared/errors.ts'
import { tooLargeForCap } from '../../shared/incoming/errors.ts'
import { authenticate, sameOriginOnly, signedInOnly } from './http/authenticate.ts'
import { router } from './http/contract.ts'
import { createOtherwise } from './http/methods.ts'
import { onError } from './http/problem.ts'
import { webhookDocs } from './http/webhook-docs.ts'
import { alertPages } from './pages/alerts.tsx'
import { answerPages } from './pages/answer.tsx'
import { calendarPages } from './pages/calendar.ts'
import { casePages } from './pages/cases.tsx'
import { coalitionPages } from './pages/coalition.tsx'
import { commentPages } from './pages/comment.tsx'
import { confirmPages } from './pages/confirm.tsx'
import { consentPages } from './pages/consent.tsx'
import { consolePages } from './pages/console/index.tsx'
import { digestPages } from './pages/digest.tsx'
import { docsPages } from './pages/docs.tsx'
import { evidenceKeyPages } from './pages/evidence-keys.ts'
import { factorPages } from './pages/factors.tsx'
import { feedPages } from './pages/feeds.ts'
import { libraryPages } from './pages/library.tsx'
import { pollPages } from './pages/poll.tsx'
import { postPages } from './pages/posts.tsx'
import { reportPages } from './pages/report.tsx'
import { rsvpPages } from './pages/rsvp.tsx'
import { signInPages } from './pages/sign-in.tsx'
import { stopPages } from './pages/stop.tsx'
import { unsubscribePages } from './pages/unsubscribe.tsx'
import { verifyPages } from './pages/verify.tsx'
import { alertCommentRoutes } from './routes/alert-comments.ts'
import { alertConsentRoutes } from './routes/alert-consents.ts'
import { alertReleaseRoutes } from './routes/alert-release.ts'
import { alertTranslationRoutes } from './routes/alert-translations.ts'
import { alertRoutes } from './routes/alerts.ts'
import { answerRoutes } from './routes/answers.ts'
import { assessmentRoutes } from './routes/assessments.ts'
import { briefingRoutes } from './routes/briefings.ts'
import { calendarFeedRoutes } from './routes/calendar-feeds.ts'
import { callSheetRoutes } from './routes/call-sheet.tsx'
import { campaignRoutes } from './routes/campaigns.ts'
import { caseWatcherRoutes } from './routes/case-watchers.ts'
import { caseRoutes } from './routes/cases.ts'
import { coalitionRoutes } from './routes/coalitions.ts'
import { decisionRoutes } from './routes/decisions.ts'
import { deliveryRoutes } from './routes/deliveries.ts'
import { eventRoutes } from './routes/events.ts'
import { evidenceRoutes } from './routes/evidence.ts'
import { factorRoutes } from './routes/factors.ts'
import { fieldReportRoutes } from './routes/field-reports.ts'
import { forecastRoutes } from './routes/forecasts.ts'
import { grantRoutes } from './routes/grants.ts'
import { hearingRoutes } from './routes/hearings.ts'
import { hubRoutes } from './routes/hubs.ts'
import { incomingAlertRoutes, receivingRoutes } from './routes/incoming-alerts.ts'
import { invitationRoutes } from './routes/invitations.ts'
import { letterStepRoutes } from './routes/letter-steps.ts'
import { letterRoutes } from './routes/letters.ts'
import { libraryRoutes } from './routes/library.ts'
import { mailboxRoutes } from './routes/mailbox.ts'
import { meRoutes } from './routes/me.ts'
import { meetingRoutes } from './routes/meetings.ts'
import { minutesRoutes } from './routes/minutes.ts'
import { motionRoutes } from './routes/motions.ts'
import { officeRoutes } from './routes/offices.ts'
import { organizationRoutes } from './routes/organizations.ts'
import { pollRoutes } from './routes/polls.ts'
import { postStepRoutes } from './routes/post-steps.ts'
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
import { situationRoutes } from './routes/situations.ts'
import { slotRoutes } from './routes/slots.ts'
import { successionRoutes } from './routes/succession.ts'
import { taskRoutes } from './routes/tasks.ts'
import { threadRoutes } from './routes/threads.ts'
import { timingRoutes } from './routes/timings.ts'
import { tokenRoutes } from './routes/tokens.ts'
import { webhookRoutes } from './routes/webhooks.ts'

const megabyte = 1024 * 1024

const limit = (maxSize: number, refuse: () => DomainError = () => tooLarge(maxSize)) =>
  bodyLimit({
    maxSize,
    onError: () => {
      throw refuse()
    },
  })

const tooLarge = (maxSize: number) =>
  new DomainError('too-large', `The request is larger than ${maxSize / megabyte} MB.`)

/** What a request may bring, by where it goes. */
const limitFor = (path: string) => {
  if (path.endsWith('/import')) return limit(25 * megabyte)
  return /^\/v1\/hubs\/[^/]+\/alerts$/.test(path) ? limit(capBounds.bytes, tooLargeForCap) : limit(megabyte)
}

/** What is public and made for programs may be read by the scripts of any site; nothing else may. */
const openToOtherSites = ['/feeds/*', '/alerts/:id/cap.xml', '/.well-known/tocsin-keys.json', '/openapi.json']
const reading = {
  origin: '*',
  allowMethods: ['GET', 'HEAD'],
  allowHeaders: ['If-None-Match'],
  exposeHeaders: ['ETag'],
}

/** Everything under `/v1`: with credentials but for the way to get them, in JSON. */
const createApi = () => {
  const api = router()
  signInRoutes(api)
  receivingRoutes(api)
  api.use(authenticate, sameOriginOnly, signedInOnly)
  meRoutes(api)
  factorRoutes(api)
  tokenRoutes(api)
  grantRoutes(api)
  motionRoutes(api)
  eventRoutes(api)
  rosterImportRoutes(api)
  rosterExportRoutes(api)
  reachRoutes(api)
  organizationRoutes(api)
  successionRoutes(api)
  mailboxRoutes(api)
  forecastRoutes(api)
  situationRoutes(api)
  assessmentRoutes(api)
  threadRoutes(api)
  coalitionRoutes(api)
  meetingRoutes(api)
  rsvpRoutes(api)
  invitationRoutes(api)
  calendarFeedRoutes(api)
  slotRoutes(api)
  pollRoutes(api)
  quorumRoutes(api)
  minutesRoutes(api)
  decisionRoutes(api)
  webhookRoutes(api)
  alertRoutes(api)
  alertCommentRoutes(api)
  alertConsentRoutes(api)
  alertReleaseRoutes(api)
  alertTranslationRoutes(api)
  answerRoutes(api)
  callSheetRoutes(api)
  deliveryRoutes(api)
  evidenceRoutes(api)
  timingRoutes(api)
  recommendationRoutes(api)
  postRoutes(api)
  postStepRoutes(api)
  libraryRoutes(api)
  officeRoutes(api)
  briefingRoutes(api)
  campaignRoutes(api)
  letterRoutes(api)
  letterStepRoutes(api)
  caseRoutes(api)
  hearingRoutes(api)
  caseWatcherRoutes(api)
  hubRoutes(api)
  incomingAlertRoutes(api)
  fieldReportRoutes(api)
  replyRoutes(api)
  taskRoutes(api)
  settingsRoutes(api)
  return api
}

/** The whole HTTP side: the JSON API, the pages behind mailed links, the public feeds. */
export const createApp = (deps: Deps) => {
  const app = router()
  app.use(requestId({ headerName: '' }))
  app.use(async (c, next) => {
    c.set('deps', deps)
    await next()
  })
  app.use(secureHeaders({ referrerPolicy: 'no-referrer', xFrameOptions: 'DENY' }))
  app.use(async (c, next) => limitFor(c.req.path)(c, next))
  app.onError(onError)
  const otherwise = createOtherwise(app)
  app.notFound(otherwise)
  for (const path of openToOtherSites) app.use(path, cors(reading))
  app.get('/healthz', (c) => c.json({ status: 'ok' }))
  app.options('/v1/*', otherwise)
  app.route('/v1', createApi())
  coalitionPages(app)
  signInPages(app)
  factorPages(app)
  unsubscribePages(app)
  confirmPages(app)
  docsPages(app)
  rsvpPages(app)
  pollPages(app)
  calendarPages(app)
  answerPages(app)
  stopPages(app)
  commentPages(app)
  consentPages(app)
  digestPages(app)
  reportPages(app)
  alertPages(app)
  feedPages(app)
  postPages(app)
  libraryPages(app)
  casePages(app)
  verifyPages(app)
  evidenceKeyPages(app)
  consolePages(app)
  webhookDocs(app)
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer' })
  app.doc31('/openapi.json', {
    openapi: '3.1.0',
    security: [{ bearer: [] }],
    info: {
      title: 'Tocsin',
      version: '1',
      description: 'Coordinates coalitions, meetings and early-warning alerts.',
    },
    servers: [{ url: deps.config.publicUrl }],
  })
  return app
}
