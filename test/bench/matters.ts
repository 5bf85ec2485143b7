import { putAnswer as putAlertAnswer } from '../../shared/alerts/answers/repository.ts'
import { publish } from '../../shared/alerts/publication/repository.ts'
import { createAlert, putAddressee, putRevision } from '../../shared/alerts/repository.ts'
import type { Alert } from '../../shared/alerts/schema.ts'
import { createCoalition, putParticipation } from '../../shared/coalitions/repository.ts'
import type { Participation } from '../../shared/coalitions/schema.ts'
import { enlistMeeting } from '../../shared/meetings/enlist.ts'
import { createMeeting, putAnswer } from '../../shared/meetings/repository.ts'
import { createSituation, keepLevel, putIndicator } from '../../shared/situations/repository.ts'
import { newRecord } from '../../shared/storage/collection.ts'
import type { Action } from '../../shared/storage/store.ts'
import { accountRows } from './accounts.ts'
import { by, contactId, idsOf, isoOf, momentOf, organizationsOf } from './named.ts'
import { organizationId, padded } from './roster.ts'

const situationRows = (at: number): Action[] => {
  const { situationId } = idsOf(at)
  const situation = {
    id: situationId,
    title: `Situation ${padded(at)}`,
    countries: ['SD'],
    groups: ['Villagers'],
    perpetrators: [],
    stages: [7],
    level: at % 2 ? ('watch' as const) : ('warning' as const),
    levelDefinition: 1,
    crimes: [],
    summary: 'Villages are being burnt.',
    withholdFrom: [],
    forecasts: [],
    ...newRecord(momentOf(at)),
  }
  const date = isoOf(at).slice(0, 10)
  const indicator = {
    id: `tml_${padded(at)}` as const,
    situationId,
    date,
    text: 'Seen.',
    version: 1 as const,
  }
  return [
    ...createSituation(situation),
    keepLevel(situation, { level: situation.level, at: isoOf(at), by, definition: 1 }),
    ...putIndicator({ ...indicator, addedAt: isoOf(at), by }).slice(1),
  ]
}

const coalitionRows = (at: number): Action[] => {
  const { situationId, coalitionId } = idsOf(at)
  const participation = (organizationId: Participation['organizationId']): Participation => ({
    coalitionId,
    organizationId,
    status: 'joined',
    role: 'participant',
    knownTo: 'everybody',
    invitedAt: isoOf(at),
    by,
    version: 1,
  })
  const named = { name: `Coalition ${padded(at)}`, purpose: 'To answer.', confidential: false, open: false }
  return [
    ...createCoalition({
      id: coalitionId,
      situationId,
      status: 'active',
      ...named,
      ...newRecord(momentOf(at)),
    }),
    ...organizationsOf(at).flatMap((id) => putParticipation(undefined, participation(id))),
  ]
}

const meetingRows = (at: number): Action[] => {
  const { coalitionId, meetingId } = idsOf(at)
  const answer = (place: number) =>
    putAnswer(meetingId, undefined, {
      contactId: contactId(at * 40 + place),
      organizationId: organizationId(at * 10 + place),
      answer: 'accepted',
      delegates: 1,
      answeredAt: isoOf(at),
      by: 'link',
      sequence: 0,
      earlier: [],
      version: 1,
    })
  const startsAtUtc = isoOf(at)
  return [
    ...createMeeting({
      id: meetingId,
      uid: meetingId,
      sequence: 0,
      status: 'confirmed',
      coalitionId,
      title: `Meeting ${padded(at)}`,
      agenda: 'What to do.',
      startsAt: startsAtUtc.slice(0, 16),
      timeZone: 'UTC',
      startsAtUtc,
      endsAtUtc: isoOf(at + 60),
      durationMinutes: 60,
      location: { kind: 'online', url: 'https://call.example.org' },
      minutesEdition: 0,
      formerStarts: [],
      notificationIds: [],
      timeSequence: 0,
      additions: [],
      rosters: [],
      withdrawn: [],
      reminders: [],
      ...newRecord(momentOf(at)),
    }),
    ...organizationsOf(at).map((_, place) => answer(place)),
    ...enlistMeeting({ meetingId, startsAt: startsAtUtc, formerStarts: [] }, organizationsOf(at)),
  ]
}

const alertOf = (at: number): Alert => {
  const { situationId, alertId, notificationId } = idsOf(at)
  return {
    id: alertId,
    state: 'issued',
    revision: 1,
    content: {
      situationId,
      level: 'warning',
      levelDefinition: 1,
      stages: [7],
      crimes: [],
      scope: 'public',
      exercise: false,
      texts: [{ language: 'en', headline: `Alert ${padded(at)}`, description: 'Villages were burnt.' }],
      recommendations: [],
      embargoes: [],
      urgency: 'Immediate',
      severity: 'Extreme',
      certainty: 'Likely',
      audience: { relations: ['member'], reach: 'all' },
      expiresAt: '2099-01-01T00:00:00Z',
      messageType: 'alert',
    },
    touchedBy: [],
    issues: [
      {
        revision: 1,
        messageType: 'alert',
        reference: 'TOC-2026-0007-1',
        digest: 'digest',
        issuedAt: isoOf(at),
        approvals: [{ by, at: isoOf(at) }],
        waits: [],
        withheldSince: [],
        notificationId,
        countries: ['SD'],
        isPublic: true,
      },
    ],
    halted: false,
    ...{ commentRounds: [], approvals: [], reviews: [] },
    ...newRecord(momentOf(at)),
  }
}

const alertRows = (at: number): Action[] => {
  const alert = alertOf(at)
  return [
    ...createAlert(alert),
    putRevision(alert.id, 1, alert.content, 'digest'),
    ...publish(alert, undefined),
    ...organizationsOf(at).flatMap((organizationId) => [
      putAddressee(organizationId, alert.id),
      putAlertAnswer(alert.id, undefined, {
        organizationId,
        relation: 'member',
        answer: 'received',
        at: isoOf(at),
        by: 'link',
        earlier: [],
        version: 1,
      }),
    ]),
  ]
}

/** Everything that one matter leaves behind: there is one for every ten organizations. */
export const matterRows = (at: number): Action[] => [
  ...situationRows(at),
  ...coalitionRows(at),
  ...meetingRows(at),
  ...alertRows(at),
  ...accountRows(at),
]
