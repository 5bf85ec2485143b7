import { describe, expect, it } from 'vitest'
import { catalogues } from '../../shared/rendering/catalogue.ts'
import { type MailKind, mailKinds } from '../../shared/rendering/kinds.ts'
import { aFilling, aMeeting, anInvitation, brand, calendarIn, everyKind, read } from './support.ts'

describe('an invitation to a meeting', () => {
  it.each([
    ['Africa/Nairobi', 'Tuesday, 1 December 2026 at 18:00 (East Africa Time, Africa/Nairobi)'],
    ['Asia/Kathmandu', 'Tuesday, 1 December 2026 at 20:45 (Nepal Time, Asia/Kathmandu)'],
    ['Pacific/Auckland', 'Wednesday, 2 December 2026 at 04:00 (New Zealand Daylight Time, Pacific/Auckland)'],
  ])('tells the time in %s, and in UTC', async (timeZone, told) => {
    const { text } = await read('meeting', aMeeting(), { timeZone })
    expect(text).toContain(`Starts: ${told} = 2026-12-01 15:00 UTC`)
    expect(text).toContain(
      'Local time there: Tuesday, 1 December 2026 at 16:00 (Central European Standard Time',
    )
  })

  it('asks for one of three answers by one link', async () => {
    const { text, html } = await read('meeting', aMeeting())
    expect(text).toContain('You can accept, say that you are not sure yet, or decline.')
    expect(text.split(aFilling().rsvpUrl!)).toHaveLength(2)
    expect(html).toContain(`href="${aFilling().rsvpUrl}"`)
  })

  it('that is confidential says nothing in its subject', async () => {
    const { subject, text } = await read('meeting', aMeeting({ confidential: true }))
    expect(subject).toBe('Invitation: Call')
    expect(text).toContain('This meeting is confidential.')
  })

  it('says when it changes, and when it is off and why', async () => {
    expect((await read('meeting', aMeeting({ update: true, sequence: 1 }))).subject).toBe(
      'Changed: Joint appeal',
    )
    const { subject, text } = await read('meeting', aMeeting({ method: 'cancel', reason: 'No quorum' }))
    expect(subject).toBe('Cancelled: Joint appeal')
    expect(text).toContain('Reason: No quorum')
    expect(text).not.toContain(aFilling().rsvpUrl!)
    expect(text).not.toContain('meet.example.org')
  })
})

describe('an invitation to a coalition', () => {
  it('says what for and as what', async () => {
    const { subject, text } = await read('coalition-invitation', anInvitation())
    expect(subject).toBe('Invitation to a coalition: Valley coalition')
    expect(text).toContain('Alliance for Prevention invites Witnesses of the Lakes to a coalition.')
    expect(text).toContain('Your role: Participant')
    expect(text).toContain('To be heard together.')
  })

  it('that is confidential does not name it in the subject', async () => {
    const { subject } = await read('coalition-invitation', anInvitation({ confidential: true }))
    expect(subject).toBe('Invitation to a coalition')
  })
})

describe('a sign-in mail', () => {
  it('has a link, a code, and advice for who did not ask for it', async () => {
    const { text } = await read('sign-in', everyKind('')['sign-in'])
    expect(text).toContain(aFilling().signInUrl)
    expect(text).toContain('Or enter this code: 042137')
    expect(text).toContain('If you did not ask for this, ignore this message.')
  })
})

describe('a notice', () => {
  it('says what happened, and links what one can do about it', async () => {
    const content = {
      key: 'answer-recorded',
      params: { matter: 'TOC-2026-0007-1', answer: 'We will act' },
      action: true,
    } as const
    const { subject, text } = await read('notice', content)
    expect(subject).toBe('Your answer has been recorded')
    expect(text).toContain('Message: TOC-2026-0007-1. Answer: We will act.')
    expect(text).toContain(aFilling().actionUrl)
  })
})

describe.each(mailKinds)('to a contact in danger, the mail of kind %s', (kind) => {
  it.each(Object.keys(catalogues))('tells nothing but that there is a message, in %s', async (language) => {
    const words = catalogues[language]!
    const from = { ...brand, discreetFrom: 'post@tocsin.example.org' }
    const content = everyKind('Secret')[kind as MailKind]
    const mail = await read(kind, content as never, { discreet: true, languages: [language] }, {}, from)
    expect(mail.subject).toBe(words['discreet.subject'])
    expect(mail.parsed.from).toEqual({ name: '', address: 'post@tocsin.example.org' })
    const told = mail.text.replace(/https:\S+/g, '').trim()
    const code = kind === 'sign-in' ? `\n\n${words['discreet.code'].replace('{code}', '042137')}` : ''
    expect(told.replace(/\n\n\n/g, '\n\n')).toBe(`${words['discreet.line']}${code}`)
    expect(mail.text.match(/https:\S+/g)).toHaveLength(1)
    expect(mail.raw).not.toMatch(/Secret|Alliance|Witnesses|\bAda\b|List-ID/i)
    expect(calendarIn(mail)).toEqual([])
  })
})
