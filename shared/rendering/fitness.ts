import type { SlotName, Values } from './slots.ts'

const mailbox = /^[!#-'*+\-./0-9=?A-Z^-~]{1,64}@[A-Za-z0-9.-]{1,253}$/
const link = /^https?:\/\/[!#-;=?-~]{1,900}$/
const name = /^[^\p{Cc}\u2028\u2029]{1,1000}$/u

/** What a slot may hold. Anything else could add an address, a field or a line where it stands. */
const shapes: Readonly<Record<SlotName, RegExp>> = {
  organizationName: name,
  recipient: name,
  address: mailbox,
  organizerAddress: mailbox,
  replyTo: mailbox,
  deliveryId: /^[\w.-]{1,200}$/,
  answerUrl: link,
  answerPart: mailbox,
  reportUrl: link,
  rsvpUrl: link,
  pollUrl: link,
  coalitionUrl: link,
  unsubscribeUrl: link,
  signInUrl: link,
  actionUrl: link,
  code: /^\w{1,20}$/,
  date: /^[\w ,:+-]{20,40}$/,
  inReplyTo: /^<[!#-;=?-~]{3,900}>$/,
  references: /^<[!#-;=?-~]{3,900}>(\r\n <[!#-;=?-~]{3,900}>){0,9}$/,
}

/** The values, each of the shape that its slot demands; throws an `Error` that names the slot, never the value. */
export const checked = (values: Values): Values => {
  for (const slot in values) {
    const value = values[slot as SlotName]
    if (value !== undefined && !shapes[slot as SlotName]?.test(value)) {
      throw new Error(`The value for ${slot} is not fit for a mail`)
    }
  }
  return values
}
