import { randomBytes } from 'node:crypto'
import { readSettings } from '../config.ts'
import { program } from '../program.ts'
import { startRuntime } from '../runtime.ts'
import type { Options } from './options.ts'

/** Where the demo plays: a server, its mailbox, and the tokens of two coordinators. */
export interface Place {
  readonly apiUrl: string
  readonly mailboxUrl: string
  readonly tokens: readonly [one: string, two: string]
  /** Whoever may sign in with this address as a third coordinator. */
  readonly coordinator: string | undefined
  /** Comes true when nothing works any more, with the reason. */
  readonly broken: Promise<string>
  stop(): Promise<void>
}

type Environment = Readonly<Record<string, string | undefined>>

const foreign = async (url: string, mailbox: string | undefined, env: Environment): Promise<Place> => {
  const { BOOTSTRAP_TOKEN: one, BOOTSTRAP_TOKEN_2: two, MAILBOX_PORT: port = '8005' } = env
  if (!one || !two)
    throw new Error('--url needs BOOTSTRAP_TOKEN and BOOTSTRAP_TOKEN_2, as that server has them')
  const mailboxUrl = mailbox ?? `http://localhost:${port}`
  for (const place of [`${url}/healthz`, `${mailboxUrl}/store?to=nobody`]) {
    const answer = await fetch(place).catch(() => undefined)
    if (!answer?.ok) throw new Error(`Nothing of Tocsin answers at ${new URL(place).origin}`)
  }
  const never = new Promise<string>(() => {})
  return {
    apiUrl: url,
    mailboxUrl,
    tokens: [one, two],
    coordinator: undefined,
    broken: never,
    stop: async () => {},
  }
}

const newToken = (who: string) => `${who}-${randomBytes(9).toString('base64url')}`

/** A server of its own that keeps nothing, unless `DATA_DIR` says where, and that mails nobody. */
const own = async (env: Environment): Promise<Place> => {
  const tokens = [
    env['BOOTSTRAP_TOKEN'] || newToken('one'),
    env['BOOTSTRAP_TOKEN_2'] || newToken('two'),
  ] as const
  const coordinators = env['COORDINATORS'] || 'coordinator@example.org'
  const settings = readSettings({
    ...env,
    DATA_DIR: env['DATA_DIR'] || ':memory:',
    LOG_LEVEL: env['LOG_LEVEL'] || 'error',
    BOOTSTRAP_TOKEN: tokens[0],
    BOOTSTRAP_TOKEN_2: tokens[1],
    COORDINATORS: coordinators,
    SMTP_URL: undefined,
  })
  const { apiUrl, mailboxUrl, broken, stop } = await startRuntime({ settings, ...program })
  return { apiUrl, mailboxUrl, tokens, coordinator: coordinators.split(/[\s,;]+/)[0], broken, stop }
}

/** Starts a server, or finds the one that runs. What hinders it is an error of one line. */
export const openPlace = ({ url, mailbox }: Options, env: Environment): Promise<Place> =>
  url ? foreign(url, mailbox, env) : own(env)
