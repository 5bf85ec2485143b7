import ICAL from 'ical.js'
import PostalMime from 'postal-mime'
import type { SentMail } from '../support/memory-mail.ts'

/** A mail of a meeting as its reader finds it: what it says, its calendar and its link. */
export const read = async ({ raw }: Pick<SentMail, 'raw'>) => {
  const { subject = '', text = '', attachments } = await PostalMime.parse(raw)
  const part = attachments.find(({ mimeType }) => mimeType === 'application/ics')
  const calendar = part && new TextDecoder().decode(part.content as ArrayBuffer)
  const event = calendar
    ? new ICAL.Component(ICAL.parse(calendar)).getFirstSubcomponent('vevent')!
    : undefined
  const link = /https:\/\/tocsin\.example\.org(\/rsvp\/\S+)/.exec(text)?.[1]
  return { subject, text, calendar, event, link }
}

/** The link of one kind that a mail carries. */
export const linkIn = async ({ raw }: Pick<SentMail, 'raw'>, kind: string) => {
  const { text = '' } = await PostalMime.parse(raw)
  return new RegExp(`https://tocsin\\.example\\.org(/${kind}/\\S+)`).exec(text)?.[1]
}
