import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { idOf } from '../../../../shared/ids.ts'
import { answerFor } from '../../../../shared/meetings/answers/answer-for.ts'
import type { Place } from '../../../../shared/meetings/answers/board.ts'
import { readAnswers } from '../../../../shared/meetings/answers/read-board.ts'
import { rsvp, rsvpInput } from '../../../../shared/meetings/answers/rsvp.ts'
import { readSilent } from '../../../../shared/meetings/answers/silent.ts'
import { type PlaceView, placeView as placeInMeeting } from '../../../../shared/meetings/capacity/show.ts'
import { quorumView } from '../../../../shared/meetings/quorum/schema.ts'
import { remindSilent } from '../../../../shared/meetings/reminders/remind-now.ts'
import { linkNext, pageOf } from '../../http/answers.ts'
import { answer, body, listOf, pageQuery, type Router, refusals } from '../../http/contract.ts'

const tags = ['meetings']
const meetingPath = z.object({ id: idOf('meeting') })
const contactPath = meetingPath.extend({ contactId: idOf('contact') })

const { contactId, organizationId, ...given } = rsvp.omit({
  version: true,
  calendar: true,
  place: true,
  invitedLate: true,
}).shape
const shownPlace = placeInMeeting.optional()
const rsvpView = z.object({ contactId, organizationId, ...given, place: shownPlace }).meta({ id: 'Rsvp' })
const placeView = z
  .object({
    contactId,
    organizationId,
    ...z.object(given).partial().shape,
    answer: given.answer,
    place: shownPlace,
  })
  .meta({ id: 'InvitedContact', description: 'One invited contact; `answer` is null while they are silent' })

const tally = z.object({
  invited: z.int(),
  accepted: z.int(),
  tentative: z.int(),
  declined: z.int(),
  silent: z.int(),
})
/** People, where places are few or of two kinds. */
const peopleByPlace = z.object({
  taken: z.int(),
  offered: z.int(),
  waiting: z.int(),
  lapsed: z.int(),
  inPerson: z.int().optional(),
  online: z.int().optional(),
})
const boardView = listOf(placeView)
  .extend({
    counts: z.object({
      contacts: tally,
      organizations: tally,
      delegates: z.int(),
      places: peopleByPlace.optional(),
      quorum: quorumView.optional(),
    }),
  })
  .meta({ id: 'RsvpBoard' })

const board = createRoute({
  method: 'get',
  path: '/meetings/{id}/rsvps',
  tags,
  summary: 'Who was invited, what they answered and who is silent',
  request: { params: meetingPath, query: pageQuery },
  responses: {
    200: answer(boardView, 'A page of invited contacts, with counts over all of them'),
    ...refusals,
  },
})

const silenceView = z
  .object({ organizationId, contactIds: z.array(contactId) })
  .meta({ id: 'Silence', description: 'An organization none of whose contacts has answered' })

const silent = createRoute({
  method: 'get',
  path: '/meetings/{id}/silent',
  tags,
  summary: 'Who has not answered, by organization',
  request: { params: meetingPath, query: pageQuery },
  responses: { 200: answer(listOf(silenceView), 'A page of silent organizations'), ...refusals },
})

const remind = createRoute({
  method: 'post',
  path: '/meetings/{id}/reminder',
  tags,
  summary: 'Remind the organizations that have not answered, now',
  description:
    'Each in their own waking hours, and nobody who was reminded within twelve hours; discreet contacts are never chased.',
  request: { params: meetingPath },
  responses: { 202: { description: 'They are reminded; asked again soon, nothing more' }, ...refusals },
})

const respond = createRoute({
  method: 'put',
  path: '/meetings/{id}/rsvps/{contactId}',
  tags,
  summary: "Answer for a contact of one's organization; for coordinators, record what another has told them",
  request: { params: contactPath, ...body(rsvpInput) },
  responses: { 200: answer(rsvpView, 'The answer'), ...refusals },
})

const placeAs = ({ rsvp: said, ...who }: Place, place: PlaceView | undefined) =>
  placeView.parse({ answer: null, ...who, ...said, place })

/** What the invited answer to a meeting. */
export const rsvpRoutes = (api: Router) =>
  api
    .openapi(board, async (c) => {
      const page = pageOf(c, c.req.valid('query'))
      const { items, next, counts, shown } = await readAnswers(c.var.deps, c.var.actor, {
        id: c.req.valid('param').id,
        page,
      })
      linkNext(c, next)
      return c.json({ items: items.map((item) => placeAs(item, shown.get(item.contactId))), counts }, 200)
    })
    .openapi(silent, async (c) => {
      const { id } = c.req.valid('param')
      const page = pageOf(c, c.req.valid('query'))
      const { items, next } = await readSilent(c.var.deps, c.var.actor, { id, page })
      linkNext(c, next)
      return c.json({ items }, 200)
    })
    .openapi(remind, async (c) => {
      await remindSilent(c.var.deps, c.var.actor, c.req.valid('param').id)
      return c.body(null, 202)
    })
    .openapi(respond, async (c) => {
      const { id, contactId: of } = c.req.valid('param')
      const given = { meetingId: id, contactId: of, said: c.req.valid('json') }
      const { shown, ...said } = await answerFor(c.var.deps, c.var.actor, given)
      return c.json(rsvpView.parse({ ...said, place: shown }), 200)
    })
