import * as z from 'zod'
import { actorStamp } from '../access/actor.ts'
import { idOf } from '../ids.ts'
import { recordShape } from '../storage/collection.ts'
import { distinct, line, text } from '../text.ts'

const roles = ['lead', 'participant', 'observer'] as const
const participationRole = z.enum(roles).meta({ id: 'ParticipationRole' })
export type ParticipationRole = z.infer<typeof participationRole>

export const statuses = ['invited', 'joined', 'declined', 'left', 'removed'] as const
const participationStatus = z.enum(statuses).meta({ id: 'ParticipationStatus' })
export type ParticipationStatus = z.infer<typeof participationStatus>

const described = {
  name: line(200),
  purpose: text(5000),
  /** Those outside hear of none; those inside are asked not to speak of this one. */
  confidential: z.boolean(),
}

export const coalitionInput = z
  .strictObject({
    situationId: idOf('situation'),
    ...described,
    confidential: described.confidential.default(false),
  })
  .meta({ id: 'CoalitionInput' })
export type CoalitionInput = z.output<typeof coalitionInput>

export const coalitionChange = z.strictObject(described).partial().meta({ id: 'CoalitionChange' })
export type CoalitionChange = z.output<typeof coalitionChange>

export const coalition = z.object({
  id: idOf('coalition'),
  situationId: idOf('situation'),
  name: z.string(),
  purpose: z.string(),
  confidential: z.boolean(),
  ...recordShape,
})
export type Coalition = z.infer<typeof coalition>

/** How one organization takes part, and who said so last. */
export const participation = z.object({
  coalitionId: idOf('coalition'),
  organizationId: idOf('organization'),
  status: participationStatus,
  role: participationRole,
  invitedAt: z.iso.datetime(),
  respondedAt: z.iso.datetime().optional(),
  /** Why it was invited; said of an organization that is otherwise withheld. */
  invitedBecause: z.string().optional(),
  /** Why it declined, left or was removed. */
  reason: z.string().optional(),
  by: actorStamp,
  version: z.int(),
})
export type Participation = z.infer<typeof participation>

const maximumInvited = 500

export const invitation = z
  .strictObject({
    organizationIds: z
      .array(idOf('organization'))
      .min(1, 'names nobody')
      .max(maximumInvited)
      .transform(distinct),
    role: participationRole.default('participant'),
    /** Lets in an organization that is withheld, when it is the only one named. */
    reason: text(2000).optional(),
  })
  .meta({ id: 'CoalitionInvitation' })
export type Invitation = z.output<typeof invitation>

export const participationChange = z
  .strictObject({
    status: z.enum(['joined', 'declined', 'left', 'removed']).optional(),
    role: participationRole.optional(),
    reason: text(2000).optional(),
  })
  .refine(({ status, role }) => status ?? role, 'changes nothing: give a status or a role')
  .meta({ id: 'ParticipationChange' })
export type ParticipationChange = z.output<typeof participationChange>
