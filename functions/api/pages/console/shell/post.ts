import type { Context, Handler } from 'hono'
import { DomainError, type ErrorCode } from '../../../../../shared/errors.ts'
import type { Env } from '../../../http/env.ts'
import { noteRefusal, problems } from '../../../http/problem.ts'
import { type Filled, type Typed, typedIn, valueIn } from './form.ts'
import type { Status } from './frame.tsx'
import { proveByForm } from './prove.ts'
import { refuseForeign } from './session.ts'

/** Such refusals are about what was asked for: the form comes back with all that was typed. */
const answerable: readonly ErrorCode[] = [
  'invalid',
  'conflict',
  'stale',
  'forbidden',
  'too-fast',
  'malformed',
]

interface Posted {
  /** Does what the form asks for and says where to go, or answers itself with what no address leads to. */
  readonly act: (typed: Typed) => Promise<string | Response>
  /** The page that the form stands on, with the form as it was sent. */
  readonly again: (filled: Filled, status: Status) => Response | Promise<Response>
}

/** The fields of a form that was sent from a page of ours. */
export const ownForm = async (c: Context<Env>): Promise<Typed> => {
  const typed = await typedIn(c)
  c.set('typed', typed)
  refuseForeign(c, valueIn(typed, 'token'))
  return typed
}

/** Carries out a form and goes on by `303`, so that looking again sends nothing again; what is refused comes back. */
export const posted =
  (make: (c: Context<Env>) => Posted): Handler<Env> =>
  async (c) => {
    const { act, again } = make(c)
    const typed = await ownForm(c)
    await proveByForm(c, typed)
    try {
      const done = await act(typed)
      return typeof done === 'string' ? c.redirect(done, 303) : done
    } catch (error) {
      if (!(error instanceof DomainError) || !answerable.includes(error.code)) throw error
      await noteRefusal(error, c)
      return again({ typed, faults: error.faults, refusal: error }, problems[error.code][0])
    }
  }
