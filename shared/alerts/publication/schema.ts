import * as z from 'zod'
import { idOf } from '../../ids.ts'
import { level } from '../../situations/vocabulary.ts'
import { alertContent, cancelReasons, messageType } from '../content.ts'
import { issue } from '../issue.ts'

/** What the public may see of an alert: what was issued last, and which of its issues were public. */
export const publicAlert = z.object({
  id: idOf('alert'),
  state: z.enum(['issued', 'cancelled']),
  content: alertContent,
  /** Oldest first; the last is the one in force. */
  issues: z.array(issue).min(1),
})
export type PublicAlert = z.infer<typeof publicAlert>

/** A line of the list of public alerts in force, or of the feeds: as much as the front page and they say. */
export const currentAlert = z.object({
  id: idOf('alert'),
  level,
  messageType,
  cancelReason: z.enum(cancelReasons).optional(),
  correction: z.boolean().optional(),
  headlines: z.array(z.object({ language: z.string(), headline: z.string() })).min(1),
  /** Of its latest message. */
  identifier: z.string(),
  firstIssuedAt: z.iso.datetime(),
  issuedAt: z.iso.datetime(),
  /** When it was issued, or got another text. */
  updatedAt: z.iso.datetime(),
  /** When it leaves the list unless something follows. */
  until: z.iso.datetime(),
})
export type CurrentAlert = z.infer<typeof currentAlert>
