import type { Config } from '../config.ts'
import { targetFault } from '../ports/http-target.ts'
import { unfitUrl } from './errors.ts'

/** The URL in its normal form. A helpful refusal; what keeps us out of private networks is the guard that dials. */
export const fitUrl = ({ allowLoopbackEndpoints }: Config, text: string): string => {
  const fault = targetFault(text, { allowLoopback: allowLoopbackEndpoints })
  if (fault) throw unfitUrl(fault)
  return new URL(text).href
}
