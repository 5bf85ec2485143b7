import PostalMime from 'postal-mime'
import { createKeyring } from '../../shared/keyring.ts'
import type { MailKind } from '../../shared/rendering/kinds.ts'
import type { ContentOf } from '../../shared/rendering/mails.ts'
import type { Recipient } from '../../shared/rendering/recipient.ts'
import { renderFor } from '../../shared/rendering/render.ts'
import type { Filling } from '../../shared/rendering/slots.ts'
import type { Brand } from '../../shared/rendering/template.ts'

export const brand: Brand = {
  alliance: 'Alliance for Prevention',
  publicUrl: 'https://tocsin.example.org',
  mailDomain: 'tocsin.example.org',
  from: 'alerts@tocsin.example.org',
}

export const keys = createKeyring({
  current: 'k2',
  k1: Buffer.alloc(32, 1).toString('base64'),
  k2: Buffer.alloc(32, 2).toString('base64'),
})

export const aRecipient = (changes: Partial<Recipient> = {}): Recipient => ({
  contactId: 'con_0123456789abcdef',
  organizationId: 'org_0123456789abcdef',
  organizationName: 'Witnesses of the Lakes',
  organizationClass: 'ngo',
  relation: 'member',
  address: 'focal-point@member.example.org',
  name: 'Ada Okoro',
  languages: ['en'],
  timeZone: 'Africa/Nairobi',
  discreet: false,
  role: 'focal-point',
  epoch: 1,
  ...changes,
})

const url = (path: string) => `https://tocsin.example.org/${path}/k2.${'a'.repeat(100)}`

export const aFilling = (changes: Partial<Filling> = {}): Filling => ({
  deliveryId: 'dlv_0123456789abcdef',
  at: new Date('2026-11-22T15:00:00Z'),
  replyTo: `reply+${'0'.repeat(50)}@tocsin.example.org`,
  answerUrl: url('answer'),
  answerPart: `${'0'.repeat(50)}@tocsin.example.org`,
  reportUrl: url('report'),
  rsvpUrl: url('rsvp'),
  pollUrl: url('poll'),
  coalitionUrl: url('coalition'),
  unsubscribeUrl: url('unsubscribe'),
  signInUrl: url('sign-in'),
  actionUrl: url('undo'),
  code: '042137',
  organizerAddress: `rsvp+${'0'.repeat(50)}@tocsin.example.org`,
  ...changes,
})

export const anAlert = (changes: Partial<ContentOf<'alert'>> = {}): ContentOf<'alert'> => ({
  alertId: 'alt_0123456789abcdef',
  revision: 1,
  reference: 'TOC-2026-0007-1',
  messageType: 'alert',
  level: 'emergency',
  stages: [9, 8],
  crimes: ['genocide', 'war-crimes'],
  situationTitle: 'Attacks in the valley',
  countries: ['SD', 'TD'],
  texts: [
    {
      language: 'en',
      headline: 'Villages burned',
      description: 'First.\n\nSecond.',
      instruction: 'Speak up.',
    },
    { language: 'fr', headline: 'Villages incendiés', description: 'Premier.', instruction: 'Parlez.' },
  ],
  recommendations: [{ addressee: 'Governments', action: 'Open the crossing.' }],
  urgency: 'Immediate',
  severity: 'Extreme',
  certainty: 'Observed',
  issuedAt: '2026-12-01T15:00:00Z',
  expiresAt: '2026-12-08T15:00:00Z',
  scope: 'restricted',
  exercise: false,
  ...changes,
})

export const aMeeting = (changes: Partial<ContentOf<'meeting'>> = {}): ContentOf<'meeting'> => ({
  meetingId: 'mtg_0123456789abcdef',
  sequence: 0,
  method: 'request',
  update: false,
  uid: 'mtg_0123456789abcdef@tocsin.example.org',
  revisedAt: '2026-11-22T15:00:00Z',
  title: 'Joint appeal',
  agenda: '1. The appeal\n2. Who signs',
  startsAt: '2026-12-01T15:00:00Z',
  endsAt: '2026-12-01T16:30:00Z',
  timeZone: 'Europe/Paris',
  location: { kind: 'hybrid', url: 'https://meet.example.org/appeal', address: 'Hall 3, Nairobi' },
  rsvpBy: '2026-11-30T15:00:00Z',
  coalitionName: 'Valley coalition',
  confidential: false,
  ...changes,
})

export const anInvitation = (
  changes: Partial<ContentOf<'coalition-invitation'>> = {},
): ContentOf<'coalition-invitation'> => ({
  coalitionId: 'coa_0123456789abcdef',
  name: 'Valley coalition',
  purpose: 'To be heard together.',
  situationTitle: 'Attacks in the valley',
  role: 'participant',
  confidential: false,
  ...changes,
})

const wordyAlert = (words: string): Partial<ContentOf<'alert'>> => ({
  messageType: 'update',
  situationTitle: words,
  crimes: [words],
  reference: words,
  urgency: words,
  texts: [{ language: 'en', headline: words, description: words, instruction: words }],
  recommendations: [{ addressee: words, action: words }],
  scope: 'public',
  exercise: true,
})

/** One content of every kind, each with the author's texts made of `words`. */
export const everyKind = (words: string): { [K in MailKind]: ContentOf<K> } => ({
  alert: anAlert(wordyAlert(words)),
  'alert-reminder': anAlert({ ...wordyAlert(words), reminder: true, asked: 'silence' }),
  meeting: aMeeting({
    title: words,
    agenda: words,
    coalitionName: words,
    reason: words,
    location: { kind: 'hybrid', address: words, url: words },
  }),
  reminder: aMeeting({
    title: words,
    agenda: words,
    coalitionName: words,
    location: { kind: 'online', url: words },
    reminder: 'coming',
  }),
  minutes: {
    meetingId: 'mtg_0123456789abcdef',
    title: words,
    startsAt: '2026-12-01T15:00:00Z',
    coalitionName: words,
    confidential: false,
    edition: 2,
    text: words,
    language: 'en',
    decisions: [words],
    present: 3,
  },
  digest: {
    alerts: [
      {
        alertId: 'alt_0123456789abcdef',
        reference: 'TOC-2026-8K3XY-1',
        messageType: 'update',
        correction: true,
        level: 'warning',
        texts: [{ language: 'en', headline: words, description: words, instruction: words }],
        scope: 'restricted',
        exercise: false,
      },
    ],
    posts: [
      {
        postId: 'pst_0123456789abcdef',
        kind: 'situation-report',
        isCorrected: true,
        isPublic: true,
        text: { language: 'en', title: words, beginning: words },
      },
    ],
  },
  poll: {
    pollId: 'pol_0123456789abcdef',
    turn: 'open',
    title: words,
    agenda: words,
    slots: [{ startsAt: '2026-12-01T15:00:00Z', minutes: 90 }],
    closesAt: '2026-11-30T15:00:00Z',
    coalitionName: words,
    confidential: false,
    reason: words,
  },
  letter: {
    letterId: 'ltr_0123456789abcdef',
    texts: [{ language: 'en', subject: words, body: words }],
    asks: [words],
    author: words,
    signers: [words],
    digest: 'digest',
    trial: false,
  },
  'coalition-invitation': anInvitation({ name: words, purpose: words, situationTitle: words }),
  'sign-in': { signInId: 'sgn_0123456789abcdef', expiresAt: '2026-12-01T15:00:00Z' },
  notice: {
    key: 'answer-recorded',
    params: { matter: words, answer: words },
    action: true,
  },
})

/** The bytes of one mail as they leave. */
export const rawOf = <K extends MailKind>(
  kind: K,
  content: ContentOf<K>,
  recipient: Partial<Recipient> = {},
  filling: Partial<Filling> = {},
  from: Brand = brand,
) =>
  Buffer.from(renderFor(kind, content, from).mailFor(aRecipient(recipient), aFilling(filling)).raw).toString(
    'latin1',
  )

const lf = (text = '') => text.replaceAll('\r\n', '\n')

/** One mail as a mail client reads it. */
export const read = async <K extends MailKind>(...mail: Parameters<typeof rawOf<K>>) => {
  const raw = rawOf(...mail)
  const parsed = await PostalMime.parse(Buffer.from(raw, 'latin1'))
  const header = (name: string) =>
    parsed.headers.filter(({ key }) => key === name.toLowerCase()).map(({ value }) => value)
  return {
    raw,
    parsed,
    header,
    text: lf(parsed.text),
    html: lf(parsed.html),
    subject: parsed.subject ?? '',
  }
}

const calendarParts =
  /^Content-Type: (?:text\/calendar|application\/ics)[\s\S]*?\r\n\r\n([\w+/=\r\n]+?)\r\n--/gm

/** The bytes of every iCalendar part of a mail, as text. */
export const calendarIn = ({ raw }: { raw: string }) =>
  [...raw.matchAll(calendarParts)].map(([, encoded]) => Buffer.from(encoded!, 'base64').toString())
