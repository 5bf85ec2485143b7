import { hc } from 'hono/client'
import type { Api } from './routes.ts'

/**
 * The JSON API for TypeScript, as the routes' own schemas have it: what an address takes and what it answers is
 * known while one writes. `fetch` may be one's own, such as one that retries.
 * @param publicUrl where the installation is, such as `https://tocsin.example.org`
 * @param token of a program, or of a session
 */
export const createClient = (publicUrl: string, token: string, fetch = globalThis.fetch) =>
  hc<Api>(`${publicUrl}/v1`, { headers: { Authorization: `Bearer ${token}` }, fetch })
