import type { Context } from 'hono'
import { DomainError, type ErrorCode } from '../../../../../shared/errors.ts'
import type { Env } from '../../../http/env.ts'
import { noteUnforeseen } from '../../../http/problem.ts'

const notForThem: readonly ErrorCode[] = ['not-found', 'forbidden']

/** A part of a page that is not there, or not for its reader, stays away; whatever else fails fails the page. */
export const orNone = (error: unknown): undefined => {
  if (!(error instanceof DomainError) || !notForThem.includes(error.code)) throw error
}

/** A part that cannot be read leaves the others standing, and says so; it is noted as any failure. */
export const orUnread =
  (c: Context<Env>) =>
  (error: unknown): undefined => {
    if (!(error instanceof Error) || error instanceof DomainError) throw error
    noteUnforeseen(error, c)
  }
