import * as z from 'zod'
import type { World } from '../../support/world.ts'

interface Described {
  readonly responses: Record<string, { content?: Record<string, { schema: object }> }>
}

interface GoodAnswer {
  /** Of its JSON, where there is some. */
  readonly schema: z.ZodType | undefined
  /** Media types in which it may come besides. */
  readonly others: readonly string[]
}

/** One operation of the document, and its good answers by status. */
export interface Operation {
  readonly route: string
  readonly method: string
  readonly path: string
  readonly answers: ReadonlyMap<number, GoodAnswer>
}

/** The operations that the app says it has. */
export const readContract = async (world: World): Promise<Operation[]> => {
  const { text } = await world.call(undefined, 'GET', '/openapi.json')
  const { paths, components } = JSON.parse(text.replaceAll('#/components/schemas/', '#/$defs/'))
  const schemaOf = (schema: object) => z.fromJSONSchema({ ...schema, $defs: components.schemas } as never)
  return Object.entries<Record<string, Described>>(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([name, { responses }]) => {
      const method = name.toUpperCase()
      const answers = new Map(
        Object.entries(responses)
          .filter(([status]) => Number(status) < 300)
          .map(([status, { content = {} }]) => {
            const { 'application/json': json, ...others } = content
            const good = { schema: json && schemaOf(json.schema), others: Object.keys(others) }
            return [Number(status), good] as const
          }),
      )
      return { route: `${method} ${path}`, method, path, answers }
    }),
  )
}

/** RFC 9457, as the document promises it for every refusal. */
const problem = z.looseObject({
  type: z.url(),
  title: z.string().min(1),
  status: z.int(),
  detail: z.string().min(1),
  instance: z.string().startsWith('urn:uuid:'),
  errors: z.array(z.object({ detail: z.string(), pointer: z.string().startsWith('#') })).optional(),
})

interface Answer {
  /** What was asked for. */
  readonly path: string
  readonly status: number
  readonly type: string
  readonly text: string
}

const shape = (schema: z.ZodType, text: string) => {
  const read = schema.safeParse(JSON.parse(text))
  return read.success ? undefined : z.prettifyError(read.error)
}

/** Dots in a path lead to another operation before anybody sees them. */
const isElsewhere = (operation: string, path: string) =>
  new URL(path, 'http://localhost').pathname.split('/').length !== operation.split('/').length

/** What is wrong with an answer, or nothing. */
export const faultOf = (operation: Operation, { path, status, type, text }: Answer): string | undefined => {
  const { answers } = operation
  if (status >= 500) return 'is the fault of the house'
  if (status >= 400) {
    if (!type.startsWith('application/problem+json')) return `is a refusal as ${type}`
    return shape(problem, text) ?? (JSON.parse(text).status === status ? undefined : 'belies its status')
  }
  if (isElsewhere(operation.path, path)) return undefined
  const good = answers.get(status)
  if (!good) return 'has a status that the document does not name'
  const isOther = good.others.some((other) => type.startsWith(other))
  return isOther || !good.schema ? undefined : shape(good.schema, text)
}
