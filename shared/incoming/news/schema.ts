import * as z from 'zod'
import { idOf } from '../../ids.ts'
import { dismissal, indicatorClosure, intakeShape } from '../../intake/closure.ts'
import { indicatorInput, situationInput } from '../../situations/schema.ts'
import { recordShape } from '../../storage/collection.ts'
import { line } from '../../text.ts'

/** What a hub has to say of an indicator: something that happened or was said, dated and sourced. */
export const newsInput = indicatorInput
  .extend({
    /** The hub's own name for it: the same again is the same news. */
    identifier: line(200),
    countries: situationInput.shape.countries,
  })
  .meta({ id: 'NewsInput' })
export type NewsInput = z.output<typeof newsInput>

/** What news leads to. */
export const newsClosureInput = z
  .discriminatedUnion('outcome', [
    // In a coordinator's own words; as the hub has it where they are left out.
    indicatorClosure.partial({ indicator: true }),
    dismissal,
  ])
  .meta({ id: 'IncomingNewsClosure' })
export type NewsClosureInput = z.output<typeof newsClosureInput>

/** News of a hub, held until a coordinator has decided what becomes of it. Nobody else hears of it. */
export const incomingNews = z.object({
  id: idOf('news'),
  hubId: idOf('hub'),
  identifier: z.string(),
  countries: z.array(z.string()),
  indicator: z.object({
    date: z.string(),
    text: z.string(),
    sourceUrl: z.string().optional(),
    kind: z.string().optional(),
  }),
  ...intakeShape,
  ...recordShape,
})
export type IncomingNews = z.infer<typeof incomingNews>
