import { readCalendar } from '../../../../shared/meetings/calendar-feeds/serve.ts'
import type { Router } from '../../http/contract.ts'
import { conditional, publicRouter } from './reader.ts'

/** The address is the credential: whoever has it may keep the calendar, and nobody in between. */
export const calendarPages = (app: Router) => {
  const pages = publicRouter()
  pages.get('/calendar/:file{[0-9a-z]{32}\\.ics}', conditional, async (c) => {
    const calendar = await readCalendar(c.var.deps, c.req.param('file').slice(0, -'.ics'.length))
    return c.body(calendar, 200, {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Cache-Control': 'private, max-age=300',
      'X-Robots-Tag': 'noindex',
    })
  })
  app.route('/', pages)
}
