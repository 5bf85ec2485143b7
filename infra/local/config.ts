import * as z from 'zod'
import { country, email } from '../../shared/text.ts'

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port number')
  .transform(Number)
  .refine((number) => number <= 65535, 'must be a port number')

const url = (protocol: RegExp, form: string) => z.url({ protocol, error: `must look like ${form}` })

const token = z.string().regex(/^\S+$/, 'must be a word without spaces')

const isAddress = (text: string) => email.safeParse(text).success

/** What `shared/config.ts` reads for itself, and takes as it comes: here is who would notice that it is wrong. */
const ofTheAlliance = {
  COORDINATORS: z
    .string()
    .refine(
      (list) => list.split(/[\s,;]+/).every((each) => each === '' || isAddress(each)),
      'must be mail addresses with commas between',
    )
    .optional(),
  COORDINATING_COUNTRY: z
    .string()
    .refine((code) => country.safeParse(code).success, 'must be a country of ISO 3166-1, such as CH')
    .optional(),
  MAIL_FROM: z.string().refine(isAddress, 'must be a mail address').optional(),
  DISCREET_FROM: z.string().refine(isAddress, 'must be a mail address').optional(),
}

const environmentSchema = z
  .object({
    ...ofTheAlliance,
    PORT: port.default(8787),
    MAILBOX_PORT: port.default(8005),
    INBOUND_SMTP_PORT: port.optional(),
    DATA_DIR: z.string().default('.tocsin'),
    DYNAMODB_ENDPOINT: url(/^https?$/, 'http://host:port').optional(),
    PUBLIC_URL: url(/^https?$/, 'https://host').optional(),
    SMTP_URL: url(/^smtps?$/, 'smtp://user:password@host:587').optional(),
    BOOTSTRAP_TOKEN: token.optional(),
    BOOTSTRAP_TOKEN_2: token.optional(),
    ALLOW_LOOPBACK_ENDPOINTS: z.enum(['0', '1'], 'must be 1 or 0').default('0'),
    TICK: z
      .string()
      .regex(/^(?=.*[1-9])\d{1,4}(\.\d+)?$/, 'must be a number of seconds')
      .default('2'),
    LOG_LEVEL: z.enum(['info', 'warn', 'error'], 'must be info, warn or error').default('info'),
  })
  .refine((set) => set.BOOTSTRAP_TOKEN === undefined || set.BOOTSTRAP_TOKEN !== set.BOOTSTRAP_TOKEN_2, {
    path: ['BOOTSTRAP_TOKEN_2'],
    error: 'must differ from BOOTSTRAP_TOKEN',
  })

export type LogLevel = 'info' | 'warn' | 'error'

type Environment = Readonly<Record<string, string | undefined>>

export interface Settings {
  readonly port: number
  readonly mailboxPort: number
  /** Where mail comes in by SMTP; nowhere, where it is absent. */
  readonly inboundSmtpPort: number | undefined
  /** Where everything is kept; nothing is, where it is absent. */
  readonly dataDir: string | undefined
  readonly dynamoDbEndpoint: string | undefined
  readonly publicUrl: string | undefined
  readonly smtpUrl: string | undefined
  readonly bootstrapTokens: readonly string[]
  /** Milliseconds between two ticks of the clock. */
  readonly tick: number
  readonly logLevel: LogLevel
  /** What `shared/config.ts` reads for itself: the alliance's name, its coordinators, its mail. */
  readonly environment: Environment
}

/** Throws an error whose message is one line that names every wrong variable. */
export const readSettings = (environment: Environment = process.env): Settings => {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const { success, data, error } = environmentSchema.safeParse(present)
  if (!success)
    throw new Error(error.issues.map(({ path, message }) => `${path[0]?.toString()} ${message}`).join('; '))
  return {
    port: data.PORT,
    mailboxPort: data.MAILBOX_PORT,
    inboundSmtpPort: data.INBOUND_SMTP_PORT,
    dataDir: data.DATA_DIR === ':memory:' ? undefined : data.DATA_DIR,
    dynamoDbEndpoint: data.DYNAMODB_ENDPOINT,
    publicUrl: data.PUBLIC_URL,
    smtpUrl: data.SMTP_URL,
    bootstrapTokens: [data.BOOTSTRAP_TOKEN, data.BOOTSTRAP_TOKEN_2].filter((each) => each !== undefined),
    tick: Number(data.TICK) * 1000,
    logLevel: data.LOG_LEVEL,
    environment: present,
  }
}
