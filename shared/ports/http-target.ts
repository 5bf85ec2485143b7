import { isSpecialAddress } from './special-addresses.ts'

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]'])

const bare = (hostname: string) => hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '')

/** Whether a URL names this very machine, as the local runtime may allow. */
export const isLoopback = ({ hostname }: URL) => loopbackNames.has(hostname)

const faultOf = (url: URL): string | undefined => {
  const host = bare(url.hostname)
  if (url.protocol !== 'https:') return 'must begin with https://'
  if (url.port !== '') return 'must use port 443'
  if (isSpecialAddress(host)) return 'is an address of a private or special range, which we never call'
  if (!host.includes('.') && !host.includes(':')) return 'must name a host of the public internet'
  return /\.(localhost|local|internal|home\.arpa)$/.test(host)
    ? 'must name a host of the public internet'
    : undefined
}

/** What is wrong with a URL to call, or nothing. What its name resolves to is looked at when it is dialled. */
export const targetFault = (
  text: string,
  { allowLoopback }: { allowLoopback: boolean },
): string | undefined => {
  if (!URL.canParse(text)) return 'is not a URL'
  const url = new URL(text)
  if (url.username !== '' || url.password !== '') return 'must not hold a user name or a password'
  if (allowLoopback && isLoopback(url) && /^https?:$/.test(url.protocol)) return undefined
  return faultOf(url)
}
