import { isShorter } from '../retention/schema.ts'
import type { Settings } from './schema.ts'

const levels = ['watch', 'warning', 'emergency'] as const

/**
 * Whether a change loosens what stands between one person and an alert that goes out: fewer approvals, a shorter
 * hold, more desks that hear of what one person issues alone. And whether something is kept for a shorter time: what is
 * gone is gone.
 */
export const weakens = (before: Settings, after: Settings): boolean =>
  levels.some((level) => after.approvals[level] < before.approvals[level]) ||
  after.holdSeconds < before.holdSeconds ||
  isShorter(before.retention, after.retention) ||
  after.breakGlass.organizationIds.some((id) => !before.breakGlass.organizationIds.includes(id))
