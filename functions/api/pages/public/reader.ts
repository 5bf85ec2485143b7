import type { Context } from 'hono'
import { etag } from 'hono/etag'
import type { Env } from '../../http/env.ts'
import { acceptedLanguages, languageAsked } from '../../http/language.ts'
import { pageRouter } from '../page-router.tsx'

/** A router for what anybody may read; what is not public is not there. */
export const publicRouter = () => pageRouter('error.not-found')

/** Answers 304 to whoever has the same already. */
export const conditional = etag()

/** Lets anybody keep the answer for a minute. */
export const keepAMinute = (c: Context<Env>) => {
  c.header('Cache-Control', 'public, max-age=60')
  c.header('Vary', 'Accept-Language')
}

/** The languages of whoever reads: the one the address asks for, then the browser's. */
export const readersLanguages = (c: Context<Env>): string[] => {
  const asked = languageAsked(c)
  const languages = [...(asked ? [asked] : []), ...acceptedLanguages(c.req.header('Accept-Language'))]
  c.set('languages', languages)
  return languages
}
