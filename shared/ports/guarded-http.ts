import { type IncomingMessage, request } from 'node:http'
import type { Socket } from 'node:net'
import { asCallFailed, type Guard, guardedDial, proveGuard } from './guarded-dial.ts'
import { type Answer, CallFailed, type GuardedHttp } from './http.ts'
import { targetFault } from './http-target.ts'

const mostOfBody = 64 * 1024

interface Limits {
  /** Milliseconds for the whole call, from the name's resolution to the last byte of the answer. */
  readonly timeout?: number
}

/** Reads until the end, the limit or the deadline: what counts, the status, is there already. */
const beginningOf = (answer: IncomingMessage) =>
  new Promise<string>((resolve) => {
    const parts: Buffer[] = []
    let size = 0
    const done = () => resolve(Buffer.concat(parts).subarray(0, mostOfBody).toString())
    answer.on('data', (part: Buffer) => {
      parts.push(part)
      size += part.length
      if (size >= mostOfBody) answer.destroy()
    })
    answer.on('error', done)
    answer.on('close', done)
  })

interface Sending {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const send = (socket: Socket, { url, headers, body }: Sending, signal: AbortSignal) =>
  new Promise<Answer>((resolve, reject) => {
    const sending = request({
      createConnection: () => socket,
      method: 'POST',
      path: `${url.pathname}${url.search}`,
      headers: { ...headers, Host: url.host, 'Content-Length': Buffer.byteLength(body), Connection: 'close' },
    })
    let answered = false
    const lost = (error: unknown) => {
      if (!answered) reject(signal.aborted ? new CallFailed('timeout') : error)
    }
    signal.addEventListener('abort', () => socket.destroy(), { once: true })
    sending.on('error', lost)
    sending.on('close', () => lost(new CallFailed('broken-off')))
    sending.on('response', async (answer) => {
      answered = true
      const retryAfter = answer.headers['retry-after']
      resolve({ status: answer.statusCode!, retryAfter, body: await beginningOf(answer) })
    })
    sending.end(body)
  })

/**
 * Calls endpoints that others have named: https on port 443 and never into a private network, however the
 * address is written or resolved. Knows no proxy, keeps no connection, follows no redirect.
 */
export const createGuardedHttp = ({ timeout = 15_000, ...guard }: Guard & Limits): GuardedHttp => {
  let proof: Promise<void> | undefined
  return {
    async post({ url, headers, body }) {
      proof ??= proveGuard()
      await proof
      if (targetFault(url, guard)) throw new CallFailed('blocked')
      const target = new URL(url)
      const signal = AbortSignal.timeout(timeout)
      let socket: Socket | undefined
      try {
        socket = await guardedDial(target, guard, signal)
        return await send(socket, { url: target, headers, body }, signal)
      } catch (error) {
        throw asCallFailed(error)
      } finally {
        socket?.destroy()
      }
    },
  }
}
