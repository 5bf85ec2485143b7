import type { Context, ErrorHandler, NotFoundHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { routePath } from 'hono/route'
import * as z from 'zod'
import { noteAudit } from '../../../shared/audit/note.ts'
import { DomainError, type ErrorCode, type Fault } from '../../../shared/errors.ts'
import type { Env } from './env.ts'

type ProblemStatus = 400 | 401 | 403 | 404 | 405 | 409 | 412 | 413 | 415 | 422 | 428 | 429

/** The status and title of every code: the one place where the domain's errors become HTTP's. */
export const problems: Readonly<Record<ErrorCode, readonly [status: ProblemStatus, title: string]>> = {
  malformed: [400, 'Malformed request'],
  unauthenticated: [401, 'No good credentials'],
  forbidden: [403, 'Not allowed'],
  'second-factor-required': [403, 'Second factor required'],
  'not-found': [404, 'Not found'],
  'wrong-method': [405, 'Method not allowed'],
  conflict: [409, 'Conflict'],
  stale: [412, 'Stale version'],
  'too-large': [413, 'Too large'],
  'wrong-type': [415, 'Wrong content type'],
  invalid: [422, 'Invalid'],
  'precondition-required': [428, 'If-Match required'],
  'too-fast': [429, 'Too fast'],
}

/** RFC 9457. */
export const problemDocument = z
  .object({
    type: z.url(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    errors: z.array(z.object({ detail: z.string(), pointer: z.string() })).optional(),
  })
  .meta({ id: 'Problem' })

const write = (
  c: Context<Env>,
  code: string,
  status: number,
  title: string,
  detail: string,
  errors: readonly Fault[] = [],
) => {
  const type = `${c.var.deps.config.publicUrl}/docs#problem-${code}`
  const instance = `urn:uuid:${c.var.requestId}`
  const body = { type, title, status, detail, instance, ...(errors.length > 0 && { errors }) }
  const headers: Record<string, string> = {
    'Content-Type': 'application/problem+json',
    'Cache-Control': 'no-store',
  }
  if (status === 401) headers['WWW-Authenticate'] = 'Bearer'
  return c.body(JSON.stringify(body), status as 400, headers)
}

const codeOfStatus = (status: number) =>
  (Object.keys(problems) as ErrorCode[]).find((code) => problems[code][0] === status)

/** A failure as one of ours, or nothing when nobody foresaw it. */
export const asDomainError = (error: unknown): DomainError | undefined => {
  if (error instanceof DomainError) return error
  const code = error instanceof HTTPException && codeOfStatus(error.status)
  return code ? new DomainError(code, problems[code][1]) : undefined
}

/** Every failure becomes a problem document; one that nobody foresaw says nothing of its cause. */
export const onError: ErrorHandler<Env> = async (error, c) => {
  const known = asDomainError(error)
  if (known) {
    await noteRefusal(known, c)
    const [status, title] = problems[known.code]
    return write(c, known.code, status, title, known.message, known.faults)
  }
  noteUnforeseen(error, c)
  return write(
    c,
    'internal',
    500,
    'Something went wrong',
    'It is our fault, not yours. It has been noted under this instance.',
  )
}

/** Who was refused is noted by person; who came without credentials is only counted. */
export const noteRefusal = async ({ code }: DomainError, c: Context<Env>) => {
  const { actor, deps } = c.var
  if (code === 'unauthenticated') deps.metrics.count('UnauthenticatedRequests')
  const isRefusal = code === 'forbidden' || code === 'second-factor-required'
  if (isRefusal && actor?.kind === 'person')
    await noteAudit(deps, actor, { outcome: 'refused', what: `${c.req.method} ${routePath(c, -1)}` })
}

/** The stack without its first line, which may repeat what somebody sent. */
const frames = ({ stack = '' }: Error) =>
  stack
    .split('\n')
    .filter((text) => /^\s+at /.test(text))
    .slice(0, 8)

/** Notes a failure that nobody foresaw, so that it can be found by the request's id. */
export const noteUnforeseen = (error: Error, c: Context<Env>) =>
  c.var.deps.log.error('A request failed', {
    requestId: c.var.requestId,
    error: error.name,
    stack: frames(error),
  })

export const onNotFound: NotFoundHandler<Env> = (c) =>
  write(c, 'not-found', 404, 'Not found', 'There is nothing at this address.')
