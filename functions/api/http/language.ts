import type { Context } from 'hono'
import { language } from '../../../shared/text.ts'
import type { Env } from './env.ts'

const weightOf = (parameters: readonly string[]) => {
  const weight = parameters.map((each) => /^\s*q=(\d(?:\.\d{1,3})?)\s*$/.exec(each)?.[1]).find(Boolean)
  return weight === undefined ? 1 : Number(weight)
}

/** The languages that a browser asks for, the dearest first. */
export const acceptedLanguages = (header = ''): string[] =>
  header
    .slice(0, 200)
    .split(',')
    .map((range) => {
      const [tag = '', ...parameters] = range.split(';')
      return { tag: tag.trim(), weight: weightOf(parameters) }
    })
    .filter(({ tag, weight }) => weight > 0 && /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(tag))
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag)

/** The language that the address asks for by `lang`, if it is one. */
export const languageAsked = (c: Context<Env>): string | undefined =>
  language.safeParse(c.req.query('lang')).data
