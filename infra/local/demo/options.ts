import { parseArgs } from 'node:util'
import * as z from 'zod'

export interface Options {
  /** Files to import; the invented ones beside this file unless others are named. */
  readonly roster: string | URL
  readonly forecasts: string | URL
  /** A server that runs already, and its mailbox. */
  readonly url: string | undefined
  readonly mailbox: string | undefined
  /** Ends when all is played, with an exit code that says whether it went well. */
  readonly once: boolean
}

export const usage = 'npm run demo -- [--once] [--roster FILE] [--forecasts FILE] [--url URL [--mailbox URL]]'

const beside = (name: string) => new URL(name, import.meta.url)

const address = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''))

const addressOf = (name: string, given: string | undefined) => {
  if (given === undefined) return undefined
  const { success, data } = address.safeParse(given)
  if (!success) throw new Error(`--${name} must look like http://localhost:8787`)
  return data
}

/** Throws an error whose message says what is wrong with the command line. */
export const readOptions = (list: readonly string[]): Options => {
  const { values } = parseArgs({
    args: [...list],
    options: {
      roster: { type: 'string' },
      forecasts: { type: 'string' },
      url: { type: 'string' },
      mailbox: { type: 'string' },
      once: { type: 'boolean', default: false },
    },
  })
  return {
    roster: values.roster ?? beside('roster.csv'),
    forecasts: values.forecasts ?? beside('forecasts.csv'),
    url: addressOf('url', values.url),
    mailbox: addressOf('mailbox', values.mailbox),
    once: values.once,
  }
}
