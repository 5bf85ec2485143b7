import type { Context } from 'hono'
import type { Env } from './env.ts'

/** The part of a Lambda event that both runtimes hand along with a request. */
interface Surroundings {
  readonly requestContext?: { readonly http?: { readonly sourceIp?: string } }
}

/** Of IPv6 the network alone: a household has as many addresses as it likes. */
const network = (address: string) =>
  address.includes(':') && !address.includes('.')
    ? `${address.split(':').slice(0, 4).join(':')}::/64`
    : address

/** The network address that a request comes from. */
export const sourceOf = (c: Context<Env>): string =>
  network(((c.env ?? {}) as Surroundings).requestContext?.http?.sourceIp ?? 'unknown')
