import { consolePages } from './pages/console/index.tsx'
import { answerPages } from './pages/links/answer.tsx'
import { coalitionPages } from './pages/links/coalition.tsx'
import { commentPages } from './pages/links/comment.tsx'
import { confirmPages } from './pages/links/confirm.tsx'
import { consentPages } from './pages/links/consent.tsx'
import { digestPages } from './pages/links/digest.tsx'
import { pollPages } from './pages/links/poll.tsx'
import { rsvpPages } from './pages/links/rsvp.tsx'
import { stopPages } from './pages/links/stop.tsx'
import { unsubscribePages } from './pages/links/unsubscribe.tsx'
import { alertPages } from './pages/public/alerts.tsx'
import { calendarPages } from './pages/public/calendar.ts'
import { casePages } from './pages/public/cases.tsx'
import { docsPages } from './pages/public/docs.tsx'
import { evidenceKeyPages } from './pages/public/evidence-keys.ts'
import { feedPages } from './pages/public/feeds.ts'
import { joinPages } from './pages/public/join.tsx'
import { libraryPages } from './pages/public/library.tsx'
import { memberPages } from './pages/public/members.tsx'
import { postPages } from './pages/public/posts.tsx'
import { reportPages } from './pages/public/report.tsx'
import { verifyPages } from './pages/public/verify.tsx'
import { factorPages } from './pages/sign-in/factors.tsx'
import { signInPages } from './pages/sign-in/sign-in.tsx'

/** The rooms for people: the way in, what mailed links open, what anybody may read, the console. */
export const pages = [
  signInPages,
  factorPages,
  coalitionPages,
  unsubscribePages,
  confirmPages,
  rsvpPages,
  pollPages,
  answerPages,
  stopPages,
  commentPages,
  consentPages,
  digestPages,
  docsPages,
  calendarPages,
  reportPages,
  joinPages,
  memberPages,
  alertPages,
  feedPages,
  postPages,
  libraryPages,
  casePages,
  verifyPages,
  evidenceKeyPages,
  consolePages,
] as const
