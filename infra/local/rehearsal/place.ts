import { randomBytes } from 'node:crypto'
import { readSettings } from '../config.ts'
import { type Client, createClient } from '../demo/client.ts'
import { program } from '../program.ts'
import { type Runtime, startRuntime } from '../runtime.ts'
import type { Options } from './options.ts'
import { createSink, type Sink } from './sink.ts'

/** Where a rehearsal plays: a whole Tocsin that has nothing but what the rehearsal makes up. */
export interface Place extends Pick<Runtime, 'deps' | 'broken' | 'stop'> {
  readonly sink: Sink
  /** The API as each of two coordinators sees it. */
  readonly one: Client
  readonly two: Client
}

const newToken = () => randomBytes(18).toString('base64url')

/**
 * Starts it in memory, on ports the system picks, with a sink for its mails. Nothing of the environment is read: no
 * roster, no engine and no mail server that somebody has configured can come into it.
 */
export const openPlace = async ({ rate }: Pick<Options, 'rate'>): Promise<Place> => {
  const tokens = [newToken(), newToken()] as const
  const settings = readSettings({
    PORT: '0',
    MAILBOX_PORT: '0',
    DATA_DIR: ':memory:',
    PUBLIC_URL: 'https://rehearsal.invalid',
    LOG_LEVEL: 'error',
    TICK: '5',
    BOOTSTRAP_TOKEN: tokens[0],
    BOOTSTRAP_TOKEN_2: tokens[1],
  })
  let sink: Sink | undefined
  const runtime = await startRuntime({
    settings,
    ...program,
    wayOut: (around) => {
      sink = createSink({ ...around, rate })
      return sink.mail
    },
  })
  const { deps, apiUrl, broken, stop } = runtime
  const [one, two] = [createClient(apiUrl, tokens[0]), createClient(apiUrl, tokens[1])]
  return { ...{ deps, broken, stop, one, two }, sink: sink! }
}
