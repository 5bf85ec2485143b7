import type { Handler, HandlerFactory } from '../../../infra/local/functions.ts'
import type { Plan } from '../../../infra/local/runtime.ts'
import { functions } from '../../../infra/topology.ts'

/** A handler for every function that does nothing, but for those given. */
export const handlersWith = (given: Record<string, Handler> = {}): Record<string, HandlerFactory> =>
  Object.fromEntries(
    Object.keys(functions).map((name) => [name, () => given[name] ?? (async () => undefined)]),
  )

export const app: Plan['app'] = () => ({ fetch: () => new Response('from the app') })
