import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import type { Env } from '../http/env.ts'

const types = { css: 'text/css', js: 'text/javascript' }

/** A file whose address changes with what it says, so that a browser keeps it for good. */
export const asset = (folder: string, ending: keyof typeof types, text: string) => ({
  path: `${folder}/${createHash('sha256').update(text).digest('base64url').slice(0, 12)}.${ending}`,
  file: (c: Context<Env>) =>
    c.body(text, 200, {
      'Content-Type': `${types[ending]}; charset=utf-8`,
      'Cache-Control': 'public, max-age=31536000, immutable',
    }),
})
