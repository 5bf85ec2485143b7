import type { Settings } from './schema.ts'

const levels = ['watch', 'warning', 'emergency'] as const

/**
 * Whether a change loosens what stands between one person and an alert that goes out: fewer approvals, a shorter
 * hold, more desks that hear of what one person issues alone.
 */
export const weakens = (before: Settings, after: Settings): boolean =>
  levels.some((level) => after.approvals[level] < before.approvals[level]) ||
  after.holdSeconds < before.holdSeconds ||
  after.breakGlass.organizationIds.some((id) => !before.breakGlass.organizationIds.includes(id))
