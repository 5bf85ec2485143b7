import { randomUUID } from 'node:crypto'
import type { HttpBindings } from '@hono/node-server'

/** A Hono app, whatever it has in its context. */
export interface App {
  fetch(request: Request, env: object): Response | Promise<Response>
}

const isLoopback = (address: string) => /^(::1|(::ffff:)?127\.)/.test(address)

/** Who asked: the peer, or, where that is a proxy on this machine, the last address it heard from. */
const sourceOf = (peer: string, forwarded: string | null) =>
  (isLoopback(peer) && forwarded?.split(',').at(-1)?.trim()) || peer

/** Hands requests to the app with the part of a Lambda event that it looks at. */
export const serveApp =
  (app: App) =>
  (request: Request, { incoming }: HttpBindings) => {
    const sourceIp = sourceOf(incoming.socket.remoteAddress ?? '', request.headers.get('x-forwarded-for'))
    return app.fetch(request, { requestContext: { requestId: randomUUID(), http: { sourceIp } } })
  }
