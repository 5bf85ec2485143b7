import type { Config } from './config.ts'
import type { Ids } from './ids.ts'
import type { Keyring } from './keyring.ts'
import type { Files } from './ports/files.ts'
import type { GuardedHttp } from './ports/http.ts'
import type { InboundMail } from './ports/inbound-mail.ts'
import type { MailPort } from './ports/mail.ts'
import type { Queues } from './ports/queues.ts'
import type { Store } from './storage/store.ts'

export interface Clock {
  now(): Date
  sleep(milliseconds: number): Promise<void>
}

/** Structured log lines. Fields are ids, counts, codes and route templates; never addresses, names or texts. */
export interface Log {
  info(message: string, fields?: Readonly<Record<string, unknown>>): void
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void
  error(message: string, fields?: Readonly<Record<string, unknown>>): void
}

export interface Metrics {
  count(name: string, value?: number): void
  seconds(name: string, value: number): void
}

/** Every side effect there is, made once in a function's entry file and handed down. */
export interface Deps {
  readonly config: Config
  readonly clock: Clock
  readonly ids: Ids
  readonly store: Store
  readonly queues: Queues
  readonly mail: MailPort
  readonly inbound: InboundMail
  readonly files: Files
  readonly http: GuardedHttp
  readonly keys: Keyring
  readonly log: Log
  readonly metrics: Metrics
}
