import * as z from 'zod'
import { idOf } from '../../ids.ts'
import { recordShape } from '../../storage/collection.ts'
import { distinct, line, text } from '../../text.ts'

const fields = {
  name: line(200),
  /** What is to be reached. */
  aim: text(5000),
  /** The authorities it speaks to. */
  targetIds: z.array(idOf('organization')).max(50).transform(distinct),
  asks: z.array(text(1000)).max(20),
  timeline: z.array(z.strictObject({ date: z.iso.date(), what: line(300) })).max(50),
  /** Who hears of it and may ask to join: those inside the coalition, or every member. */
  openTo: z.enum(['coalition', 'members']),
}

export const campaignInput = z
  .strictObject({
    coalitionId: idOf('coalition'),
    ...fields,
    targetIds: fields.targetIds.default([]),
    asks: fields.asks.default([]),
    timeline: fields.timeline.default([]),
    openTo: fields.openTo.default('coalition'),
  })
  .meta({ id: 'CampaignInput' })
export type CampaignInput = z.output<typeof campaignInput>

export const campaignChange = z
  .strictObject({ ...fields, status: z.enum(['running', 'ended']) })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'changes nothing')
  .meta({ id: 'CampaignChange' })
export type CampaignChange = z.output<typeof campaignChange>

export const campaign = z.object({
  id: idOf('campaign'),
  coalitionId: idOf('coalition'),
  situationId: idOf('situation'),
  ...fields,
  status: z.enum(['running', 'ended']),
  ...recordShape,
})
export type Campaign = z.infer<typeof campaign>

export const supportStates = ['asked', 'joined', 'declined', 'left'] as const
export type SupportState = (typeof supportStates)[number]

/** From where each state may be reached: who was turned down or has left may ask again. */
export const reachableFrom: Readonly<Record<SupportState, readonly (SupportState | 'none')[]>> = {
  asked: ['none', 'declined', 'left'],
  joined: ['asked'],
  declined: ['asked'],
  left: ['asked', 'joined'],
}

export const supportInput = z.strictObject({ status: z.enum(supportStates) }).meta({ id: 'CampaignSupport' })

/** How an organization takes part in a campaign. */
export const support = z.object({
  campaignId: idOf('campaign'),
  organizationId: idOf('organization'),
  status: z.enum(supportStates),
  /** Who asked, and hears what comes of it. */
  contactId: idOf('contact').optional(),
  version: z.int().min(1),
  at: z.iso.datetime(),
})
export type Support = z.infer<typeof support>
