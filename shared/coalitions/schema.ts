import * as z from 'zod'
import { actorStamp } from '../access/actor.ts'
import { idOf } from '../ids.ts'
import { told, toldInput } from '../replies/told.ts'
import { recordShape } from '../storage/collection.ts'
import { distinct, instant, line, text } from '../text.ts'

const roles = ['lead', 'participant', 'observer'] as const
const participationRole = z.enum(roles).meta({ id: 'ParticipationRole' })
export type ParticipationRole = z.infer<typeof participationRole>

export const statuses = ['invited', 'asked', 'joined', 'declined', 'left', 'removed'] as const
const participationStatus = z.enum(statuses).meta({ id: 'ParticipationStatus' })
export type ParticipationStatus = z.infer<typeof participationStatus>

const described = {
  name: line(200),
  purpose: text(5000),
  /** Those outside hear of none; those inside are asked not to speak of this one. */
  confidential: z.boolean(),
  /** Members outside hear that it exists and what for, and may ask to join. */
  open: z.boolean(),
}

/** What nobody outside may hear of cannot be open to those outside. */
export const isContradictory = ({ confidential, open }: { confidential?: boolean; open?: boolean }) =>
  confidential === true && open === true
const contradiction = { error: 'cannot be open: the coalition is confidential', path: ['open'] }

export const coalitionInput = z
  .strictObject({
    situationId: idOf('situation'),
    ...described,
    confidential: described.confidential.default(false),
    open: described.open.default(false),
  })
  .refine((input) => !isContradictory(input), contradiction)
  .meta({ id: 'CoalitionInput' })
export type CoalitionInput = z.output<typeof coalitionInput>

export const coalitionChange = z.strictObject(described).partial().meta({ id: 'CoalitionChange' })
export type CoalitionChange = z.output<typeof coalitionChange>

const reason = text(2000)

/** Standing down, now or at a later moment. */
export const closureInput = z
  .strictObject({ reason, at: instant.optional() })
  .meta({ id: 'CoalitionClosure' })
export type ClosureInput = z.output<typeof closureInput>

export const reopeningInput = z.strictObject({ reason }).meta({ id: 'CoalitionReopening' })

const closure = z.object({ at: z.iso.datetime(), reason: z.string(), by: actorStamp })

export const coalition = z.object({
  id: idOf('coalition'),
  situationId: idOf('situation'),
  name: z.string(),
  purpose: z.string(),
  confidential: z.boolean(),
  open: z.boolean().default(false),
  status: z.enum(['active', 'closed']).default('active'),
  /** When and why it stands down, or has. */
  closure: closure.optional(),
  ...recordShape,
})
export type Coalition = z.infer<typeof coalition>

const knownTo = z.enum(['everybody', 'leads']).meta({ id: 'KnownTo' })

/** How one organization takes part, and who said so last. */
export const participation = z.object({
  coalitionId: idOf('coalition'),
  organizationId: idOf('organization'),
  status: participationStatus,
  role: participationRole,
  invitedAt: z.iso.datetime(),
  respondedAt: z.iso.datetime().optional(),
  /** `leads`: its fellows do not learn that it takes part. */
  knownTo: knownTo.default('everybody'),
  /** Why it was invited; said of an organization that is otherwise withheld. */
  invitedBecause: z.string().optional(),
  /** Why it declined, left or was removed. */
  reason: z.string().optional(),
  /** How a coordinator was told what it says, where it came neither by its link nor by its own hand. */
  told: told.optional(),
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
    knownTo: knownTo.default('everybody'),
    /** Lets in an organization that is withheld, when it is the only one named. */
    reason: reason.optional(),
  })
  .meta({ id: 'CoalitionInvitation' })
export type Invitation = z.output<typeof invitation>

export const participationChange = z
  .strictObject({
    status: z.enum(['joined', 'declined', 'left', 'removed']).optional(),
    role: participationRole.optional(),
    knownTo: knownTo.optional(),
    reason: reason.optional(),
    told: toldInput.optional(),
  })
  .refine(
    ({ status, role, knownTo }) => status ?? role ?? knownTo,
    'changes nothing: give a status, a role or who may know',
  )
  .refine(({ status, told: how }) => !how || (status && status !== 'removed'), {
    message: 'goes with what an organization says: joined, declined or left',
    path: ['told'],
  })
  .meta({ id: 'ParticipationChange' })
export type ParticipationChange = z.output<typeof participationChange>

/** What a mail says to an invitation, which itself is how it was told. */
export const mailedParticipation = z
  .strictObject({ status: z.enum(['joined', 'declined', 'left']), reason: reason.optional() })
  .meta({ id: 'ReplyAsParticipation' })

/** An organization asks to be let into an open coalition. */
export const requestInput = z
  .strictObject({
    organizationId: idOf('organization').optional(),
    reason: reason.optional(),
    knownTo: knownTo.optional(),
  })
  .meta({ id: 'CoalitionRequest' })
export type RequestInput = z.output<typeof requestInput>
