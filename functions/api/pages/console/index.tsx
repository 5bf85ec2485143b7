import { notFound } from '../../../../shared/errors.ts'
import { authenticate, signedInOnly } from '../../http/authenticate.ts'
import { type Router, router } from '../../http/contract.ts'
import { alertPages } from './alerts/pages.ts'
import { briefingPages } from './briefings/pages.ts'
import { calendarPages } from './calendars.tsx'
import { campaignPages } from './campaigns/pages.ts'
import { consoleCasePages } from './cases/pages.ts'
import { coalitionPages } from './coalitions/pages.ts'
import { entryPages, exitPages } from './entry.tsx'
import { exportPages } from './exports.tsx'
import { historyPages } from './history/page.tsx'
import { inboxPages } from './inbox/pages.ts'
import { integrationPages } from './integrations/pages.ts'
import { letterPages } from './letters/pages.ts'
import { consoleLibraryPages } from './library/pages.ts'
import { meetingPages } from './meetings/pages.ts'
import { pollPages } from './meetings/polls/pages.ts'
import { officePages } from './offices/pages.ts'
import { consolePostPages } from './posts/pages.ts'
import { reportPages } from './reports.tsx'
import { rightsPages } from './rights/steps.tsx'
import { rosterPages } from './roster/pages.ts'
import { rotaPages } from './rota.tsx'
import { sessionPages } from './sessions.tsx'
import { settingsPages } from './settings/page.tsx'
import { scriptFile, scriptPath, stylePath, styleSheet } from './shell/assets.ts'
import { onConsoleError } from './shell/refused.tsx'
import { sessionOnly } from './shell/session.ts'
import { situationPages } from './situations/pages.ts'
import { taskPages } from './tasks.tsx'
import { todayPage } from './today.tsx'

/** Where coordinators and members do their work: the same use cases as the API's, in the session that the mailed link opens. */
export const consolePages = (app: Router) => {
  const open = router()
  open.onError(onConsoleError)
  open.get(stylePath, styleSheet)
  open.get(scriptPath, scriptFile)
  entryPages(open)
  app.route('/', open)

  const pages = router()
  pages.onError(onConsoleError)
  pages.use('/console/*', authenticate, signedInOnly, sessionOnly)
  exitPages(pages)
  pages.get('/console', todayPage)
  alertPages(pages)
  taskPages(pages)
  inboxPages(pages)
  reportPages(pages)
  situationPages(pages)
  coalitionPages(pages)
  meetingPages(pages)
  pollPages(pages)
  consolePostPages(pages)
  letterPages(pages)
  consoleCasePages(pages)
  consoleLibraryPages(pages)
  campaignPages(pages)
  briefingPages(pages)
  officePages(pages)
  rosterPages(pages)
  historyPages(pages)
  integrationPages(pages)
  settingsPages(pages)
  rotaPages(pages)
  rightsPages(pages)
  exportPages(pages)
  sessionPages(pages)
  calendarPages(pages)
  pages.all('/console/*', () => {
    throw notFound('page')
  })
  app.route('/', pages)
}
