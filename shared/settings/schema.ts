import * as z from 'zod'

const approvals = z.int().min(1).max(2)

/** What the alliance has set for itself, each with what holds until it does. */
const settingsValues = {
  /** How many persons approve an alert of each level, beside whoever wrote it. */
  approvals: z.strictObject({
    watch: approvals.default(1),
    warning: approvals.default(1),
    emergency: approvals.default(1),
  }),
  /** Seconds between the approval of an alert and its fan-out, in which it can be stopped; an emergency goes at once. */
  holdSeconds: z.int().min(0).max(3600),
}

export const settings = z.object({
  approvals: settingsValues.approvals.prefault({}),
  holdSeconds: settingsValues.holdSeconds.default(120),
  /** 0 while nothing has been set. */
  version: z.int().min(0).default(0),
})
export type Settings = z.infer<typeof settings>

/** A section that is named is replaced as a whole. */
export const settingsChange = z
  .strictObject(settingsValues)
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'changes nothing')
  .meta({ id: 'SettingsChange' })
export type SettingsChange = z.output<typeof settingsChange>
