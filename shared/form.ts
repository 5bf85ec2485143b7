import type * as z from 'zod'
import { DomainError, type Fault } from './errors.ts'

/** A JSON pointer to where an issue lies. */
const pointerOf = (path: readonly PropertyKey[]) =>
  `#${path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')}`

/** What a schema found, as problem documents and forms say it. */
export const faultsOf = (error: z.core.$ZodError): Fault[] =>
  error.issues.slice(0, 50).map(({ message, path }) => ({ detail: message, pointer: pointerOf(path) }))

/** What a posted form says by a schema; what does not satisfy it is named by its field. */
export const parseForm = <S extends z.ZodType>(schema: S, fields: unknown): z.output<S> => {
  const parsed = schema.safeParse(fields)
  if (parsed.success) return parsed.data
  throw new DomainError('invalid', 'The form does not satisfy a rule.', faultsOf(parsed.error))
}
