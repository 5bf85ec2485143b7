import ICAL from 'ical.js'
import { describe, expect, it } from 'vitest'
import { catalogues } from '../../shared/rendering/catalogue.ts'
import { invitationCalendar } from '../../shared/rendering/mails/meeting-calendar.ts'
import { aFilling, aMeeting, aRecipient, brand, calendarIn, read } from './support.ts'

const calendarOf = async (...mail: [Parameters<typeof aMeeting>[0]?, Parameters<typeof aRecipient>[0]?]) => {
  const [text] = calendarIn(await read('meeting', aMeeting(mail[0]), mail[1]))
  const calendar = new ICAL.Component(ICAL.parse(text!))
  const events = calendar.getAllSubcomponents('vevent')
  const value = (name: string) => events[0]!.getFirstPropertyValue(name)
  return { text: text!, calendar, events, event: events[0]!, value }
}

describe('the calendar part', () => {
  it('asks one attendee, the recipient, for an answer', async () => {
    const { calendar, events, event, value } = await calendarOf()
    expect(calendar.getFirstPropertyValue('method')).toBe('REQUEST')
    expect(events).toHaveLength(1)
    const attendees = event.getAllProperties('attendee')
    expect(attendees.map((attendee) => attendee.getFirstValue())).toEqual([
      'mailto:focal-point@member.example.org',
    ])
    expect(attendees[0]!.getParameter('rsvp')).toBe('TRUE')
    expect(attendees[0]!.getParameter('partstat')).toBe('NEEDS-ACTION')
    expect(value('organizer')).toBe(`mailto:${aFilling().organizerAddress}`)
    expect(value('status')).toBe('CONFIRMED')
  })

  it('has its identity, sequence and times in UTC', async () => {
    const { text, value } = await calendarOf({ sequence: 3 })
    expect(value('uid')).toBe('mtg_0123456789abcdef@tocsin.example.org')
    expect(value('sequence')).toBe(3)
    expect(text).toContain('\r\nDTSTART:20261201T150000Z\r\n')
    expect(text).toContain('\r\nDTEND:20261201T163000Z\r\n')
    expect(text).toContain('\r\nDTSTAMP:20261122T150000Z\r\n')
  })

  it('cancels with the method, the status and the sequence it is given', async () => {
    const { calendar, value } = await calendarOf({ method: 'cancel', sequence: 4, reason: 'No quorum' })
    expect(calendar.getFirstPropertyValue('method')).toBe('CANCEL')
    expect(value('status')).toBe('CANCELLED')
    expect(value('sequence')).toBe(4)
  })

  it('says what, where and why', async () => {
    const { value } = await calendarOf()
    expect(value('summary')).toBe('Joint appeal')
    expect(value('location')).toBe('Hall 3, Nairobi – https://meet.example.org/appeal')
    expect(value('description')).toBe('Valley coalition\n\n1. The appeal\n2. Who signs')
  })

  it.each(Object.entries(catalogues))(
    'of a confidential meeting says “call” in %s and nothing else',
    async (language, words) => {
      const { text, value } = await calendarOf({ confidential: true }, { languages: [language] })
      expect(value('summary')).toBe(words.call)
      expect(text).not.toMatch(/appeal|Valley|Hall|meet\.example|Alliance|Nairobi/)
    },
  )

  it('is folded after filling: 75 octets at most, no code point divided, CRLF at every end', async () => {
    const title = 'ភាសាខ្មែរ 𝕏 – שלום '.repeat(30)
    for (const length of [1, 20, 21, 22, 23, 40, 60]) {
      const address = `${'a'.repeat(length)}@member.example.org`
      const { text, value, event } = await calendarOf({ title, agenda: title }, { address })
      expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true)
      expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n\ufffd]/)
      for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
      expect(value('summary')).toBe(title.trim())
      expect(event.getFirstPropertyValue('attendee')).toBe(`mailto:${address}`)
    }
  })

  it('is what can be had again later', async () => {
    const { text } = await calendarOf()
    const again = invitationCalendar(aMeeting(), brand, {
      languages: ['en'],
      attendee: aRecipient().address,
      organizer: aFilling().organizerAddress!,
    })
    expect(again).toBe(text)
  })

  it('is not sent with a reminder, which would put a second entry into some calendars', async () => {
    expect(calendarIn(await read('meeting', aMeeting({ reminder: 'silent' })))).toEqual([])
  })
})
