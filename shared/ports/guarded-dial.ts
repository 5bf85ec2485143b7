import { BlockList, connect, isIP, type LookupFunction, type Socket } from 'node:net'
import { connect as secure, type TLSSocket } from 'node:tls'
import { CallFailed, type CallFailure } from './http.ts'
import { isLoopback } from './http-target.ts'
import { isSpecialAddress, specialAddresses } from './special-addresses.ts'

export interface Guard {
  readonly allowLoopback: boolean
  /** Resolves names, in place of the system. */
  readonly lookup?: LookupFunction
}

const failures: Readonly<Record<string, CallFailure>> = {
  ERR_IP_BLOCKED: 'blocked',
  ENOTFOUND: 'unknown-host',
  EAI_AGAIN: 'unknown-host',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  ETIMEDOUT: 'timeout',
}

/** A socket's error as ours; of several addresses tried, a blocked one says most. */
export const asCallFailed = (error: unknown): CallFailed => {
  if (error instanceof CallFailed) return error
  const { code = '', errors = [] } = error as { code?: string; errors?: { code?: string }[] }
  const codes = [code, ...errors.map((each) => each.code ?? '')]
  if (codes.includes('ERR_IP_BLOCKED')) return new CallFailed('blocked')
  const known = codes.find((each) => failures[each])
  if (known) return new CallFailed(failures[known]!)
  return new CallFailed(/CERT|TLS|SSL|SIGNED|EPROTO|SIGNATURE/.test(code) ? 'tls' : 'broken-off')
}

const opened = <S extends Socket>(socket: S, event: 'connect' | 'secureConnect', signal: AbortSignal) =>
  new Promise<S>((resolve, reject) => {
    const stop = (error: unknown) => {
      socket.destroy()
      reject(asCallFailed(error))
    }
    const expired = () => stop(new CallFailed('timeout'))
    if (signal.aborted) return expired()
    signal.addEventListener('abort', expired, { once: true })
    socket.once('error', stop)
    socket.once('close', () => stop(new CallFailed('broken-off')))
    socket.once(event, () => {
      signal.removeEventListener('abort', expired)
      resolve(socket)
    })
  })

const noAddress = new BlockList()

/**
 * A connection to the URL's host. Node holds each address it dials, whatever name or spelling it came from,
 * against the list; what was dialled is looked at once more before a byte is sent. TLS goes over this socket,
 * because `tls.connect` drops the list.
 */
export const guardedDial = async (url: URL, { allowLoopback, lookup }: Guard, signal: AbortSignal) => {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const open = allowLoopback && isLoopback(url)
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80)
  const blockList = open ? noAddress : specialAddresses
  const socket = await opened(
    connect({ host, port, blockList, ...(lookup && { lookup }) }),
    'connect',
    signal,
  )
  if (!open && isSpecialAddress(socket.remoteAddress ?? '')) {
    socket.destroy()
    throw new CallFailed('blocked')
  }
  if (url.protocol !== 'https:') return socket
  const servername = isIP(host) ? {} : { servername: host.replace(/\.$/, '') }
  const options = { socket, host, ...servername, ALPNProtocols: ['http/1.1'], rejectUnauthorized: true }
  return opened<TLSSocket>(secure(options), 'secureConnect', signal)
}

/** Proves that this runtime holds dialled addresses against the list: older ones ignore it without a word. */
export const proveGuard = async (blockList = specialAddresses) => {
  const socket = connect({ host: '127.0.0.1', port: 9, blockList })
  const outcome = await opened(socket, 'connect', AbortSignal.timeout(2000)).then(
    () => undefined,
    (error: CallFailed) => error.failure,
  )
  socket.destroy()
  if (outcome !== 'blocked') throw new Error('This runtime does not guard outgoing calls, so none is made')
}
