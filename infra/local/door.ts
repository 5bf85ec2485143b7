import { createServer, type RequestListener, type Server } from 'node:http'
import { getRequestListener, type HttpBindings } from '@hono/node-server'

type Fetch = (request: Request, env: HttpBindings) => Response | Promise<Response>

export interface Door {
  readonly port: number
  readonly url: string
  /** From now on requests are answered by this; before, with 503. */
  open(fetch: Fetch): void
  /** Takes no more requests, and gives those under way this many milliseconds. */
  close(patience?: number): Promise<void>
}

const listen = (server: Server, port: number, host: string) =>
  new Promise<number>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve((server.address() as { port: number }).port))
  })

const shut = (server: Server, patience: number) =>
  new Promise<void>((resolve) => {
    if (!server.listening) return resolve()
    const impatient = setTimeout(() => server.closeAllConnections(), patience)
    server.close(() => {
      clearTimeout(impatient)
      resolve()
    })
    server.closeIdleConnections()
  })

/** Both addresses of `localhost` are taken, or another program could answer on one of them. */
export const createDoor = async (variable: string, port: number): Promise<Door> => {
  let answer: RequestListener = (_request, response) => response.writeHead(503, { 'retry-after': '1' }).end()
  const servers = [0, 1].map(() => createServer((request, response) => answer(request, response)))
  const [four, six] = servers as [Server, Server]
  const close = async (patience = 5000) => {
    await Promise.all(servers.map((server) => shut(server, patience)))
  }
  try {
    const taken = await listen(four, port, '127.0.0.1')
    await listen(six, taken, '::1').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') throw error
    })
    return {
      port: taken,
      url: `http://localhost:${taken}`,
      open: (fetch) => {
        answer = getRequestListener((request, env) => fetch(request, env as HttpBindings))
      },
      close,
    }
  } catch (error) {
    await close(0)
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    throw new Error(`Port ${port} is in use: stop what listens there, or set ${variable}`)
  }
}
