import { setTimeout as sleep } from 'node:timers/promises'
import type { Deps, Log } from '../../shared/deps.ts'
import type { FunctionDefinition, Trigger } from '../topology.ts'

// biome-ignore lint/suspicious/noExplicitAny: each function takes the event of its own trigger.
export type Handler = (event: any) => Promise<unknown>
export type HandlerFactory = (deps: Deps) => Handler

/** Runs handlers as Lambda would: an event of plain JSON, a bounded time, and no trust beyond that. */
export interface Functions {
  invoke(name: string, event: object): Promise<unknown>
  /** Invokes every function with a trigger of this kind. */
  by(trigger: Trigger['on']): (event: object) => Promise<unknown>
  /** Invocations under way. */
  running(): number
}

type Definitions = Readonly<Record<string, FunctionDefinition>>

const has = ({ triggers }: FunctionDefinition, kind: Trigger['on']) => triggers.some(({ on }) => on === kind)

/** A handler for each function but the one behind HTTP, which is an app. */
export const createHandlers = (
  definitions: Definitions,
  factories: Readonly<Record<string, HandlerFactory>>,
  deps: Deps,
): Record<string, Handler> => {
  const named = Object.entries(definitions).filter(([, definition]) => !has(definition, 'http'))
  return Object.fromEntries(
    named.map(([name]) => {
      const create = factories[name]
      if (!create) throw new Error(`The function ${name} has no handler`)
      return [name, create(deps)]
    }),
  )
}

const outOfTime = async (name: string, seconds: number, signal: AbortSignal) => {
  await sleep(seconds * 1000, undefined, { signal, ref: false }).catch(() => {})
  throw new Error(`${name} took longer than ${seconds} seconds`)
}

export const createFunctions = (
  definitions: Definitions,
  handlers: Readonly<Record<string, Handler>>,
  log: Log,
): Functions => {
  let running = 0
  const invoke = async (name: string, event: object) => {
    const done = new AbortController()
    running++
    try {
      const work = handlers[name]!(JSON.parse(JSON.stringify(event)))
      return await Promise.race([work, outOfTime(name, definitions[name]!.timeout, done.signal)])
    } catch (error) {
      const { name: kind, message, stack = '' } = error as Error
      const at = stack
        .split('\n')
        .filter((line) => line.startsWith('    at '))
        .slice(0, 5)
      log.error('A function failed', {
        function: name,
        error: kind,
        reason: message,
        at: at.map((line) => line.trim()),
      })
      throw error
    } finally {
      done.abort()
      running--
    }
  }
  return {
    running: () => running,
    invoke,
    by(kind) {
      const names = Object.keys(definitions).filter((name) => has(definitions[name]!, kind))
      return (event) => Promise.all(names.map((name) => invoke(name, event)))
    },
  }
}
