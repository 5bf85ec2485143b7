import { type Hook, OpenAPIHono } from '@hono/zod-openapi'
import * as z from 'zod'
import { DomainError } from '../../../shared/errors.ts'
import { faultsOf } from '../../../shared/form.ts'
import type { Env } from './env.ts'
import { problemDocument } from './problem.ts'

/** What does not satisfy a schema; a parameter of the path that cannot be an id names nothing. */
const refuse: Hook<unknown, Env, string, unknown> = (result) => {
  if (result.success) return
  if (result.target === 'param') throw new DomainError('not-found', 'There is nothing at this address.')
  const where = result.target === 'json' ? 'body' : result.target
  throw new DomainError('invalid', `The ${where} does not satisfy its schema.`, faultsOf(result.error))
}

/** A router whose routes refuse what does not satisfy their schemas. */
export const router = () => new OpenAPIHono<Env>({ defaultHook: refuse })

export type Router = ReturnType<typeof router>

const content = <S extends z.ZodType>(schema: S) => ({ 'application/json': { schema } })

/** A JSON body, without which the request is refused. */
export const body = <S extends z.ZodType>(schema: S) => ({
  body: { content: content(schema), required: true as const },
})

export const answer = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: content(schema),
})

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problemDocument } },
})

/** What any route may answer besides. */
export const refusals = {
  400: problem('Malformed'),
  401: problem('No or bad credentials'),
  403: problem('Not allowed'),
  404: problem('Absent, or not yours to know of'),
  409: problem('Not in this state'),
  422: problem('Does not satisfy the schema or a rule'),
  429: problem('Too fast'),
}

/** What a conditional change may answer besides. */
export const preconditions = { 412: problem('Stale version'), 428: problem('If-Match is missing') }

export const idempotent = z.object({
  'idempotency-key': z
    .string()
    .min(1)
    .max(257)
    .optional()
    .meta({ description: 'Makes a repetition answer as the first request did. Kept for a day.' }),
})

export const ifMatch = z.object({
  'if-match': z
    .string()
    .max(100)
    .optional()
    .meta({ description: 'The ETag of the version you read', examples: ['"3"'] }),
})

export const pageQuery = z.object({
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(200)
    .default(50)
    .meta({ type: 'integer', minimum: 1, maximum: 200 }),
  cursor: z.string().max(2000).optional(),
})

/** A page of a list; `Link: rel="next"` leads to the next one. */
export const listOf = <S extends z.ZodType>(item: S) => z.object({ items: z.array(item) })
