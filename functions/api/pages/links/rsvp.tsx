import type { Context } from 'hono'
import { DomainError, notFound } from '../../../../shared/errors.ts'
import type { Id } from '../../../../shared/ids.ts'
import { answerByLink, type Guest, readByLink } from '../../../../shared/meetings/answers/by-link.ts'
import { rsvpForm } from '../../../../shared/meetings/answers/rsvp.ts'
import { readInvitationByLink } from '../../../../shared/meetings/invitation.ts'
import { guestOfOne, nextByLink, readOneByLink } from '../../../../shared/meetings/series/by-link.ts'
import { closedBecause } from '../../../../shared/meetings/state.ts'
import type { Key } from '../../../../shared/rendering/catalogue.ts'
import { calendarFile } from '../../http/calendar-file.ts'
import type { Router } from '../../http/contract.ts'
import type { Env } from '../../http/env.ts'
import { type PageHead, page } from '../layout.tsx'
import { formOf, pageRouter } from '../page-router.tsx'
import { type Fields, type Refused, refusedFor } from '../refused.tsx'
import { answeredAt, type Capability, openCapability } from './capability.ts'
import { minutesPage } from './minutes.tsx'
import { AnswerForm, MeetingFacts, PlaceLine, SeriesDates, UndoForm } from './rsvp-parts.tsx'

const guestOf = ({ payload, actor, organization, contact }: Capability): Guest => {
  if (!payload.subject.startsWith('mtg_')) throw notFound('link')
  return { actor, organization, contact, meetingId: payload.subject as Id<'meeting'> }
}

interface Outcome {
  readonly status: PageHead['status']
  readonly notice?: Key
  readonly undo?: boolean
  readonly refused?: Refused
}

const occurrenceAsked = (c: Context<Env>) => c.req.param('recurrenceId')

/** What the link leads to: a meeting, a series, or one of the series. */
const read = (c: Context<Env>, opened: Capability) => {
  const one = occurrenceAsked(c)
  const guest = guestOf(opened)
  return one === undefined ? readByLink(c.var.deps, guest) : readOneByLink(c.var.deps, guest, one)
}

const pathOf = (c: Context<Env>) => `/rsvp/${c.req.param('token')}`

/** The meeting and the answer as they stand now, whatever became of what was just posted. */
const show = async (c: Context<Env>, opened: Capability, outcome: Outcome) => {
  const { status = 200, notice, undo = false, refused } = outcome
  const { words, organization, contact } = opened
  const { meeting, rsvp, place, coalitionName } = await read(c, opened)
  const { t, language } = words
  const closed = closedBecause(meeting, c.var.deps.clock.now(), rsvp)
  const said = notice ?? (closed && (`rsvp.${closed}` as const))
  return page(
    c,
    { title: t('rsvp.title'), language, status },
    <>
      {said && <p class="notice">{t(said)}</p>}
      <MeetingFacts
        meeting={meeting}
        coalitionName={coalitionName}
        words={words}
        timeZone={contact.timeZone}
        isLate={rsvp?.invitedLate ?? false}
        answered={
          refused
            ? [refused.typed['comment'], refused.typed['delegateNames']]
            : [rsvp?.comment, ...(rsvp?.delegateNames ?? [])]
        }
      />
      {meeting.recurrence && !closed && (
        <SeriesDates
          dates={await nextByLink(c.var.deps, meeting)}
          path={`${pathOf(c)}/occurrences`}
          words={words}
          timeZone={contact.timeZone}
        />
      )}
      {meeting.occurrence && <p>{t('rsvp.one-of-series')}</p>}
      {rsvp?.answer && <p>{t('page.current-answer', { answer: t(`rsvp.${rsvp.answer}`) })}</p>}
      {place && <PlaceLine place={place} words={words} timeZone={contact.timeZone} />}
      {undo && !closed && <UndoForm words={words} />}
      {meeting.minutesEdition > 0 && (
        <p>
          <a href={`${pathOf(c)}/minutes`}>{t('minutes.title')}</a>
        </p>
      )}
      {meeting.status === 'confirmed' && !contact.discreet && (
        <p>
          <a href={`${pathOf(c)}/invitation.ics`}>{t('rsvp.add-to-calendar')}</a>
        </p>
      )}
      {!closed && (
        <AnswerForm
          rsvp={rsvp}
          refused={refused}
          words={words}
          organization={organization.name}
          isHybrid={meeting.location.kind === 'hybrid'}
        />
      )}
    </>,
  )
}

const refusalOf = async (
  c: Context<Env>,
  opened: Capability,
  error: DomainError,
  typed: Fields,
): Promise<Outcome> => {
  const refused = refusedFor(error, typed)
  if (error.code === 'invalid') return { status: 422, notice: 'error.invalid', refused }
  if (error.code === 'too-fast') return { status: 429, notice: 'error.too-fast', refused }
  if (error.code !== 'conflict') throw error
  const { meeting, rsvp } = await read(c, opened)
  return {
    status: 409,
    refused,
    ...(!closedBecause(meeting, c.var.deps.clock.now(), rsvp) && { notice: 'rsvp.full' as const }),
  }
}

const answer = async (c: Context<Env>, opened: Capability): Promise<Outcome> => {
  const fields = await formOf(c)
  const one = occurrenceAsked(c)
  try {
    const guest = one === undefined ? guestOf(opened) : await guestOfOne(c.var.deps, guestOf(opened), one)
    const said = 'undo' in fields ? 'undo' : rsvpForm(fields)
    const { before } = await answerByLink(c.var.deps, guest, said)
    if (said === 'undo') return { status: 200, notice: 'page.undone' }
    return { status: 200, notice: before?.answer ? 'page.changed' : 'page.recorded', undo: true }
  } catch (error) {
    if (error instanceof DomainError) return refusalOf(c, opened, error, fields)
    throw error
  }
}

/** The page behind an invitation's link: GET shows, POST answers. */
export const rsvpPages = (app: Router) => {
  const pages = pageRouter()
  for (const path of ['/rsvp/:token', '/rsvp/:token/occurrences/:recurrenceId'])
    answeredAt(pages, { path, purpose: 'rsvp' }, { show, act: answer })
  pages.get('/rsvp/:token/invitation.ics', async (c) => {
    const opened = await openCapability(c, 'rsvp')
    return calendarFile(c, await readInvitationByLink(c.var.deps, guestOf(opened)))
  })
  pages.get('/rsvp/:token/minutes', async (c) => {
    const opened = await openCapability(c, 'rsvp')
    return minutesPage(c, opened, guestOf(opened))
  })
  app.route('/', pages)
}
