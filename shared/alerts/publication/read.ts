import type { Deps } from '../../deps.ts'
import { idOf } from '../../ids.ts'
import { noSuchAlert } from '../errors.ts'
import { hasExpired } from '../expiry.ts'
import type { Alert } from '../schema.ts'
import { findPublic } from './repository.ts'
import type { PublicAlert } from './schema.ts'

const alertId = idOf('alert')

/** An alert that the public may read; any other does not exist. */
export const getPublic = async ({ store }: Pick<Deps, 'store'>, id: string): Promise<PublicAlert> => {
  const found = alertId.safeParse(id).success ? await findPublic(store, id) : undefined
  if (!found) throw noSuchAlert()
  return found
}

/** How an issued alert stands: in force as it came or updated, not renewed, or ended in one of three ways. */
export const standingOf = ({ content }: Pick<Alert, 'content'>, now: Date) => {
  if (content.messageType === 'cancel') return content.cancelReason ?? 'superseded'
  if (hasExpired(content, now)) return 'expired'
  return content.correction ? 'correction' : content.messageType
}
export type Standing = ReturnType<typeof standingOf>

/** Whether an alert that stands so still holds. */
export const holds = (standing: Standing) =>
  standing === 'alert' || standing === 'update' || standing === 'correction'
