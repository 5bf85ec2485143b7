import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { idOf } from '../../../../shared/ids.ts'
import { readInvitation } from '../../../../shared/meetings/invitation.ts'
import { invitationInput, inviteLater } from '../../../../shared/meetings/invite.ts'
import { uninvite } from '../../../../shared/meetings/uninvite.ts'
import { sendOne } from '../../http/answers.ts'
import { calendarFile } from '../../http/calendar-file.ts'
import { answer, body, type Router, refusals } from '../../http/contract.ts'
import { meetingView } from './meetings.ts'

const tags = ['meetings']
const meetingPath = z.object({ id: idOf('meeting') })
const contactPath = meetingPath.extend({ contactId: idOf('contact') })

const add = createRoute({
  method: 'post',
  path: '/meetings/{id}/invitations',
  tags,
  summary: 'Invite contacts who were not, of an organization that the meeting is for',
  request: { params: meetingPath, ...body(invitationInput) },
  responses: { 200: answer(meetingView, 'The meeting'), ...refusals },
})

const remove = createRoute({
  method: 'delete',
  path: '/meetings/{id}/invitations/{contactId}',
  tags,
  summary: 'Uninvite one contact, whose calendar loses the entry; nobody else hears of it',
  request: { params: contactPath },
  responses: { 204: { description: 'Uninvited' }, ...refusals },
})

const calendar = createRoute({
  method: 'get',
  path: '/meetings/{id}/invitation.ics',
  tags,
  summary: 'The calendar object that was mailed',
  request: { params: meetingPath },
  responses: {
    200: {
      description: 'iCalendar (RFC 5545, RFC 5546)',
      content: { 'text/calendar': { schema: z.string() } },
    },
    ...refusals,
  },
})

/** Who is invited beside those who were at first, and what they were sent. */
export const invitationRoutes = (api: Router) =>
  api
    .openapi(add, async (c) => {
      const { id } = c.req.valid('param')
      const meeting = await inviteLater(c.var.deps, c.var.actor, { id, input: c.req.valid('json') })
      return sendOne(c, meetingView, meeting)
    })
    .openapi(remove, async (c) => {
      await uninvite(c.var.deps, c.var.actor, c.req.valid('param'))
      return c.body(null, 204)
    })
    .openapi(calendar, async (c) => {
      const mailed = await readInvitation(c.var.deps, c.var.actor, c.req.valid('param').id)
      return calendarFile(c, mailed)
    })
