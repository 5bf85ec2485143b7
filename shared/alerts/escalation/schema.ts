import * as z from 'zod'
import { idOf } from '../../ids.ts'
import { level } from '../../situations/vocabulary.ts'

/** What is done about an organization that says nothing, in this order. */
export const escalationSteps = ['remind', 'pass-on', 'hand-over'] as const
export type EscalationStep = (typeof escalationSteps)[number]

/** Why it is done: nobody answers, the mail came back, or whoever was told is away. */
export const escalationCauses = ['silence', 'bounced', 'away'] as const
export type EscalationCause = (typeof escalationCauses)[number]

const stepTaken = z.object({
  step: z.enum(escalationSteps),
  because: z.enum(escalationCauses),
  /** The alert's level at the time: another level's policy begins anew. */
  level,
  at: z.iso.datetime(),
  /** Who was asked. */
  contactId: idOf('contact').optional(),
  /** In whose place, where their mail came back or they are away. */
  insteadOf: idOf('contact').optional(),
})
export type StepTaken = z.infer<typeof stepTaken>

/** What was done about one organization, oldest first. */
export const pursuit = z.object({
  organizationId: idOf('organization'),
  steps: z.array(stepTaken),
  version: z.int().min(1),
})
export type Pursuit = z.infer<typeof pursuit>

/** Of one alert: the level that its steps are planned by, and what was mailed since its last issue. */
export const escalation = z.object({
  level,
  notices: z.array(
    z.object({
      notificationId: idOf('notification'),
      /** Whether it told contacts whom the issue itself was not for: they must hear of what follows it. */
      tellsAnew: z.boolean(),
    }),
  ),
  version: z.int().min(1),
})
export type Escalation = z.infer<typeof escalation>
