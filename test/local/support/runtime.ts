import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { readSettings, type Settings } from '../../../infra/local/config.ts'
import type { Handler } from '../../../infra/local/functions.ts'
import { type Plan, type Runtime, startRuntime } from '../../../infra/local/runtime.ts'
import { topology } from '../../../infra/topology.ts'
import type { Log } from '../../../shared/deps.ts'
import { app, handlersWith } from './handlers.ts'

/** Everything in memory, on ports the system picks, with a clock that ticks only when asked. */
export const testSettings: Settings = {
  ...readSettings({ PORT: '0', MAILBOX_PORT: '0', DATA_DIR: ':memory:', TICK: '3600' }),
}

const silent: Log = { info: () => {}, warn: () => {}, error: () => {} }

/** A runtime that is stopped when the test ends. */
export const start = async (
  given: Record<string, Handler> = {},
  plan: Partial<Plan> = {},
): Promise<Runtime> => {
  const runtime = await startRuntime({
    settings: testSettings,
    handlers: handlersWith(given),
    app,
    overrides: { log: silent },
    ...plan,
  })
  onTestFinished(runtime.stop)
  return runtime
}

export const temporaryDirectory = () => {
  const directory = mkdtempSync(join(tmpdir(), 'tocsin-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

/** The topology with other limits for one queue. */
export const withQueue = (name: string, limits: { visibility: number; maxReceives: number }) => ({
  ...topology,
  queues: { ...topology.queues, [name]: limits },
})

/** Remembers the events it was called with. */
export const recorder = (answer: (event: never) => unknown = () => undefined) => {
  const events: unknown[] = []
  const handler: Handler = async (event) => {
    events.push(event)
    return answer(event as never)
  }
  return { events, handler }
}
