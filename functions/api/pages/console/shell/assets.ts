import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import type { Env } from '../../../http/env.ts'
import { script } from './script.ts'
import { style } from './style.ts'

const named = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 12)

/** Their addresses change with what they say, so a browser keeps them for good. */
export const stylePath = `/console/${named(style)}.css`
export const scriptPath = `/console/${named(script)}.js`

const keptForGood = (type: string, text: string) => (c: Context<Env>) =>
  c.body(text, 200, {
    'Content-Type': `${type}; charset=utf-8`,
    'Cache-Control': 'public, max-age=31536000, immutable',
  })

export const styleSheet = keptForGood('text/css', style)
export const scriptFile = keptForGood('text/javascript', script)
