import * as z from 'zod'
import { actorStamp } from '../../access/actor.ts'
import { idOf } from '../../ids.ts'
import { recordShape } from '../../storage/collection.ts'
import { language, text } from '../../text.ts'
import { proxy, quorumView } from '../quorum/schema.ts'

const presence = z
  .strictObject({
    organizationId: idOf('organization'),
    /** How many people were there for it. */
    people: z.int().min(1).max(1000).default(1),
  })
  .meta({ id: 'Presence' })
export type Presence = z.infer<typeof presence>

const isEachOnce = (present: readonly Presence[]) =>
  new Set(present.map(({ organizationId }) => organizationId)).size === present.length

export const attendanceInput = z
  .strictObject({ present: z.array(presence).max(1000).refine(isEachOnce, 'names an organization twice') })
  .meta({ id: 'AttendanceInput' })
export type AttendanceInput = z.output<typeof attendanceInput>

/** Who is there, as whoever leads the meeting sees it. */
export const attendance = z.object({
  present: z.array(presence),
  by: actorStamp,
  version: z.int().min(0),
})
export type Attendance = z.infer<typeof attendance>

export const minutesInput = z
  .strictObject({ text: text(20_000), language: language.optional() })
  .meta({ id: 'MinutesInput' })
export type MinutesInput = z.output<typeof minutesInput>

const written = { text: z.string(), language: z.string().optional() }

/** Minutes as the invited got them, with what was decided by then. */
const edition = z.object({
  ...written,
  edition: z.int().min(1),
  decisions: z.array(z.string()),
  /** How many organizations were present; their names are between those who lead. */
  present: z.int(),
  at: z.iso.datetime(),
})

export const minutes = z.object({
  meetingId: idOf('meeting'),
  ...written,
  /** What was published last; the text may have changed since, and is a draft until it is published, too. */
  published: edition.optional(),
  ...recordShape,
})
export type Minutes = z.infer<typeof minutes>

export const decisionInput = z
  .strictObject({
    text: text(2000),
    /** The item of the agenda it belongs to, counted from one. */
    agendaItem: z.int().min(1).optional(),
    /** Of a meeting of the whole alliance; a coalition's decisions are on its own situation. */
    situationId: idOf('situation').optional(),
  })
  .meta({ id: 'DecisionInput' })
export type DecisionInput = z.output<typeof decisionInput>

/** What a meeting decided, and who was present when it did. Nothing changes it any more. */
export const decision = z.object({
  id: idOf('decision'),
  meetingId: idOf('meeting'),
  coalitionId: idOf('coalition').optional(),
  situationId: idOf('situation').optional(),
  text: z.string(),
  agendaItem: z.int().optional(),
  decidedAt: z.iso.datetime(),
  present: z.array(presence),
  /** Who was not there, and for whom somebody spoke who was. */
  represented: z.array(proxy.pick({ organizationId: true, heldBy: true })).default([]),
  /** How the quorum stood, where there had to be one. */
  quorum: quorumView.optional(),
  by: actorStamp,
  version: z.int().min(1),
})
export type Decision = z.infer<typeof decision>
