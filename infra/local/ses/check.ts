import type { Submission } from './email.ts'
import { invalid, SesError } from './errors.ts'

const mostBytes = 10 * 1024 * 1024
const mostRecipients = 50

const bare = (address: string) => /<([^<>]*)>\s*$/.exec(address)?.[1] ?? address.trim()
const isAddress = (address: string) => /^[\x21-\x7e]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(bare(address))
const isTag = ([name, value]: [string, string]) =>
  /^(ses:)?[\w-]{1,256}$/.test(name) && /^[\w.@-]{1,256}$/.test(value)

/** Throws what SES would answer to a mail that it does not take. */
export const checkSubmission = ({ source, destinations, raw, tags }: Submission) => {
  if (raw.length > mostBytes)
    throw invalid(`Message length is more than ${mostBytes} bytes long: '${raw.length}'.`)
  if (!isAddress(source)) throw invalid("Missing final '@domain'")
  if (destinations.length === 0) throw invalid('No recipients')
  if (destinations.length > mostRecipients) throw invalid(`Recipient count exceeds ${mostRecipients}.`)
  if (!destinations.every(isAddress)) throw invalid("Missing final '@domain'")
  if (raw.length === 0) throw new SesError('MessageRejected', 'Empty message')
  const wrong = Object.entries(tags).find((tag) => !isTag(tag))
  if (wrong)
    throw invalid(`Invalid tag ${wrong[0]}: only alphanumeric ASCII characters, '_', and '-' are allowed.`)
}
