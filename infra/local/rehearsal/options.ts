import { parseArgs } from 'node:util'

export interface Options {
  /** How many simulated contacts are alarmed. */
  readonly recipients: number
  /** Mails a second that the sink takes, as an account's rate; as many as come, where it is absent. */
  readonly rate: number | undefined
}

export const usage = 'npm run rehearsal -- [--recipients N] [--rate MAILS_A_SECOND]'

const numberOf = (name: string, given: string, most: number) => {
  if (!/^[1-9]\d*$/.test(given) || Number(given) > most)
    throw new Error(`--${name} must be a whole number from 1 to ${most.toLocaleString('en')}`)
  return Number(given)
}

/** Throws an error whose message says what is wrong with the command line. */
export const readOptions = (list: readonly string[]): Options => {
  const { values } = parseArgs({
    args: [...list],
    options: { recipients: { type: 'string', default: '100000' }, rate: { type: 'string' } },
  })
  return {
    recipients: numberOf('recipients', values.recipients, 1_000_000),
    rate: values.rate === undefined ? undefined : numberOf('rate', values.rate, 100_000),
  }
}
