import type { Context } from 'hono'
import { DomainError, type Fault } from '../../../../../shared/errors.ts'
import type { Env } from '../../../http/env.ts'

/** What somebody typed: the values of each field by its name, as in `texts.0.headline`. */
export type Typed = Readonly<Record<string, readonly string[]>>

/** A form as it is shown: with what was typed, and what was wrong with it. */
export interface Filled {
  readonly typed: Typed
  readonly faults: readonly Fault[]
  /** Why it was not done, where that lies in no field. */
  readonly refusal?: DomainError
}

export const filledWith = (typed: Typed): Filled => ({ typed, faults: [] })

/** What a record holds, as it would be typed; what it lacks stays empty. */
export const asTyped = (fields: Readonly<Record<string, string | null | undefined>>): Typed =>
  Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => (value ? [[name, [value]]] : [])))

const notAForm = () => new DomainError('malformed', 'This is not a form.')

/** The fields of a posted form, files left out. */
export const typedIn = async (c: Context<Env>): Promise<Typed> => {
  const type = c.req.header('Content-Type') ?? ''
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type)) throw notAForm()
  const fields = await c.req.parseBody({ all: true }).catch(() => {
    throw notAForm()
  })
  const texts = (value: unknown) => [value].flat().filter((each) => typeof each === 'string')
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, texts(value)]))
}

/** The one value of a field; empty where there is none. */
export const valueIn = (typed: Typed, name: string) => typed[name]?.[0] ?? ''

/** The same, absent where nothing but blanks was typed. */
export const givenIn = (typed: Typed, name: string) => valueIn(typed, name).trim() || undefined

export const valuesOf = (typed: Typed, name: string) =>
  (typed[name] ?? []).flatMap((value) => (value.trim() ? [value.trim()] : []))

/** Whether a field says something else than the page began with. */
export const isChanged = (typed: Typed, begun: Typed, name: string) =>
  valuesOf(typed, name).join('\n') !== valuesOf(begun, name).join('\n')

/** The lines or the words between commas of a field, for lists that people type. */
export const listedIn = (typed: Typed, name: string) =>
  valuesOf(typed, name)
    .flatMap((value) => value.split(/[\n,;]/))
    .map((each) => each.trim())
    .filter(Boolean)

/** The lines of a field, for names that may have a comma in them. */
export const linesIn = (typed: Typed, name: string) =>
  valuesOf(typed, name)
    .flatMap((value) => value.split('\n'))
    .map((each) => each.trim())
    .filter(Boolean)

/** Without what was not given, so that a schema's own defaults hold. */
export const filled = <T extends object>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }

/** What a form says, by the very schema that the API holds a body to. */
export { parseForm as parsed } from '../../../../../shared/form.ts'

/** The field that a fault lies in: the pointer into the body, written as the form's fields are. */
export const fieldOf = ({ pointer }: Fault) => pointer.replace(/^#\/?/, '').replaceAll('/', '.')

/** What is wrong with a field, or with one of the values that were typed into it. */
export const faultsIn = ({ faults }: Filled, name: string) =>
  faults.filter((fault) => fieldOf(fault) === name || fieldOf(fault).startsWith(`${name}.`))

/** The version that a form was shown with. */
export const versionIn = (typed: Typed): number => {
  const version = Number(valueIn(typed, 'version'))
  if (!Number.isInteger(version) || version < 1)
    throw new DomainError('malformed', 'The form names no version.')
  return version
}
