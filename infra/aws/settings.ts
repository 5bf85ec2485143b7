import type { Node } from 'constructs'

type Environment = 'dev' | 'prod'

/** What `-c name=value` says about one installation. */
export interface Settings {
  readonly environment: Environment
  /** Whether data must outlive a mistake: kept when removed, protected from deletion. */
  readonly lasting: boolean
  /** The domain that mails come from and that receives replies. */
  readonly domain: string
  /** What links begin with; without it, the address that API Gateway gives. */
  readonly publicUrl: string | undefined
  /** The ARN of a certificate for the host of `publicUrl`, which the API then answers at by itself. */
  readonly certificate: string | undefined
  readonly alliance: string
  /** ISO 3166-1 alpha-2: where the coordinating organization sits, should the first coordinator not be in the roster. */
  readonly country: string | undefined
  readonly coordinators: readonly string[]
  /** The id of the Route 53 zone that holds the mail domain; without it, the DNS records are printed. */
  readonly hostedZone: string | undefined
  readonly alarmEmail: string | undefined
}

const environments: readonly string[] = ['dev', 'prod'] satisfies Environment[]

const matching = (name: string, value: string | undefined, pattern: RegExp, example: string) => {
  if (value !== undefined && !pattern.test(value))
    throw new Error(`-c ${name}=${value} is not understood; say it like -c ${name}=${example}`)
  return value
}

const address = /^[^\s@,;]+@[^\s@,;]+$/

/** @throws Error that names the option, where one is not understood. */
export const readSettings = (node: Node): Settings => {
  const given = (name: string): string | undefined => {
    const value: unknown = node.tryGetContext(name)
    return value === undefined || value === '' ? undefined : String(value).trim()
  }
  const environment = given('env') ?? 'dev'
  if (!environments.includes(environment))
    throw new Error(`-c env=${environment} is not known; the environments are ${environments.join(' and ')}`)
  const domain =
    matching('domain', given('domain'), /^([a-z0-9-]+\.)+[a-z]{2,}$/, 'alerts.example.org') ??
    'tocsin.example.org'
  const publicUrl = matching(
    'publicUrl',
    given('publicUrl'),
    /^https:\/\/[^\s?#]+$/,
    'https://tocsin.example.org',
  )
  const certificate = matching('certificate', given('certificate'), /^arn:[^:]+:acm:/, 'arn:aws:acm:…')
  if (certificate && !publicUrl)
    throw new Error('-c certificate=… needs -c publicUrl=… to say for which host')
  const hostedZone = matching('hostedZone', given('hostedZone'), /^Z[A-Z0-9]+$/, 'Z0123456789ABC')
  const coordinators = (given('coordinators') ?? '').split(/[\s,;]+/).filter(Boolean)
  for (const each of coordinators) matching('coordinators', each, address, 'a@example.org,b@example.org')
  return {
    environment: environment as Environment,
    lasting: environment === 'prod',
    domain,
    publicUrl: publicUrl?.replace(/\/+$/, ''),
    certificate,
    alliance: given('alliance') ?? 'The Alliance',
    country: matching('country', given('country'), /^[A-Z]{2}$/, 'CH'),
    coordinators,
    hostedZone,
    alarmEmail: matching('alarmEmail', given('alarmEmail'), address, 'duty@example.org'),
  }
}
