import * as z from 'zod'
import { idOf } from '../../ids.ts'

export const feedInput = z
  .strictObject({ coalitionId: idOf('coalition').optional() })
  .meta({ id: 'CalendarFeedInput', description: 'Without a coalition, all meetings of whoever asks' })
export type FeedInput = z.output<typeof feedInput>

/** A subscription as its holder sees it. */
export const feed = z.object({
  id: idOf('calendar'),
  coalitionId: idOf('coalition').optional(),
  createdAt: z.iso.datetime(),
})
export type Feed = z.infer<typeof feed>

/** What the secret in its address opens. */
export const subscription = feed.extend({
  contactId: idOf('contact'),
  organizationId: idOf('organization'),
  /** The contact's when it was made; with a later one it is dead. */
  epoch: z.int(),
})
export type Subscription = z.infer<typeof subscription>

/** All that a contact holds, in one row, so that there are never too many. */
export const holding = z.object({
  feeds: z.array(feed.extend({ hash: z.string() })),
  version: z.int().min(0),
})
export type Holding = z.infer<typeof holding>
