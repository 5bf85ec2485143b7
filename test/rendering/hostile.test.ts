import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { catalogues } from '../../shared/rendering/catalogue.ts'
import type { MailKind } from '../../shared/rendering/kinds.ts'
import { aMeeting, anAlert, calendarIn, everyKind, rawOf, read } from './support.ts'

const hostile = {
  html: `</p><script>alert(1)</script><img src=x onerror="alert(1)"><a href='https://evil.example'>`,
  headers: 'Harmless\r\nBcc: everyone@evil.example\r\n\r\nAnother body',
  controls: 'a\u0000b\u0007c\u001b[31md\u007fe\u0085f\u2028g',
  direction: 'safe\u202egnp.exe\u202c \u2066x\u2067y\ufeff',
  formula: '=HYPERLINK("https://evil.example","click")',
  slots: `slot${'0'.repeat(24)}a {organization} {recipient} {code} $& $1 %s`,
  boundary: '----_NmP-0000000000000000-Part_1--\r\n.\r\n--_NmP',
  entities: '&lt;script&gt; &#x3C;b&#62; =3Cb=3E =?UTF-8?Q?=42cc?=',
  calendar: 'x\nATTENDEE:mailto:evil@evil.example\r\nEND:VCALENDAR\\n;,:"^n',
  long: 'x'.repeat(5000),
  khmer: 'ភាសាខ្មែរ'.repeat(500),
  broken: 'half \ud83d of a pair',
}

const languages = Object.keys(catalogues)
/** A page of ours, or an address of ours that says its answer by itself. */
const ours = /^(?:https:\/\/tocsin\.example\.org\/|mailto:[a-z]{2,6}\+0{50}@tocsin\.example\.org$)/
const tags = new Set('html head meta title style body div p h1 h2 b br a bdi span ul li'.split(' '))
const fieldsOf = (raw: string) =>
  raw
    .slice(0, raw.indexOf('\r\n\r\n'))
    .split('\r\n')
    .filter((line) => !/^\s/.test(line))
    .map((line) => line.split(':')[0])

const expectHarmless = async (kind: MailKind, words: string, language: string) => {
  const content = everyKind(words)[kind]
  const named = { languages: [language], organizationName: words, name: words }
  const mail = await read(kind, content as never, named)
  expect(fieldsOf(mail.raw)).toEqual(
    fieldsOf(rawOf(kind, everyKind('Words')[kind] as never, { languages: [language] })),
  )
  expect(mail.parsed.to?.map(({ address }) => address)).toEqual(['focal-point@member.example.org'])
  expect(mail.parsed.bcc ?? []).toEqual([])
  const found = [...mail.html.matchAll(/<\/?([a-z0-9]+)/gi)].map(([, tag]) => tag!.toLowerCase())
  expect(found.filter((tag) => !tags.has(tag))).toEqual([])
  // The one of ours, for paper.
  expect(mail.html.split('<style')).toHaveLength(2)
  expect(mail.html).toContain('</title><style>@page')
  const links = [...mail.html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href!)
  expect(links.filter((href) => !ours.test(href))).toEqual([])
  for (const part of [mail.text, mail.html, mail.subject]) {
    expect(part).not.toMatch(/[^\P{Cc}\n\t]|[\u202a-\u202e\ufeff\u2028\u2029]/u)
  }
  return mail
}

describe.each(Object.entries(hostile))('an author’s %s', (_, words) => {
  it.each(languages)('arrives harmless in every kind of mail in %s', async (language) => {
    for (const kind of Object.keys(everyKind('')) as MailKind[]) await expectHarmless(kind, words, language)
  })
})

describe('an author’s text', () => {
  it('arrives whole in the text part', async () => {
    const description = 'One.\n\n<b>Two</b> & "three" – ភាសា – שלום\n\t=HYPERLINK("x")\n.\n--\nFour'
    const { text, html } = await read(
      'alert',
      anAlert({ texts: [{ language: 'en', headline: 'H', description }] }),
    )
    expect(text).toContain(description)
    expect(html).toContain('&lt;b&gt;Two&lt;/b&gt; &amp; &quot;three&quot; – ភាសា – שלום<br/>')
  })

  it('arrives whole and harmless whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (words) => {
        for (const kind of ['alert', 'meeting', 'coalition-invitation'] as const) {
          await expectHarmless(kind, `x${words}x`.toWellFormed(), 'ar')
        }
      }),
      { numRuns: 60 },
    )
  })

  it('adds no line to a calendar', async () => {
    for (const words of Object.values(hostile)) {
      const meeting = aMeeting({
        title: words,
        agenda: words,
        location: { kind: 'in-person', address: words },
      })
      const [calendar] = calendarIn(await read('meeting', meeting))
      const names = calendar!
        .replaceAll('\r\n ', '')
        .split('\r\n')
        .map((line) => line.split(/[;:]/)[0])
      expect(names.filter((name) => name === 'ATTENDEE' || name === 'BEGIN')).toHaveLength(3)
      expect(names.join(' ')).toMatch(/^BEGIN VERSION PRODID METHOD BEGIN UID [A-Z -]+ END END $/)
    }
  })
})

describe('a value of a recipient', () => {
  it.each([
    ['address', 'a@b.example\r\nBcc: evil@evil.example'],
    ['address', 'a@b.example,evil@evil.example'],
    ['address', 'Ada <a@b.example>'],
    ['address', '"a b"@b.example'],
    ['address', 'a@b.example@c.example'],
    ['address', 'é@b.example'],
    ['address', ''],
  ])('is refused as %s when it is %j', (_, address) => {
    expect(() => rawOf('alert', anAlert(), { address })).toThrow('not fit')
  })

  it.each([
    ['replyTo', 'a@b.example>\r\nX: y'],
    ['replyTo', 'a@b.example;c@d.example'],
    ['deliveryId', 'x>\r\nBcc: evil@evil.example'],
    ['unsubscribeUrl', 'https://x.example/>, <mailto:evil@evil.example'],
    ['unsubscribeUrl', 'javascript:alert(1)'],
    ['answerUrl', 'javascript:alert(1)'],
    ['answerUrl', 'https://x.example/" onclick="x'],
    ['thread', ['<a@b>\r\nBcc: evil@evil.example']],
    ['thread', ['a@b']],
    ['thread', ['<a@b>', '<c@d>\r\n <x> y']],
    ['code', '1\r\n2'],
    ['organizerAddress', 'a@b.example\r\nATTENDEE:mailto:c@d.example'],
  ])('is refused as %s when it is %j', (name, value) => {
    expect(() => rawOf('alert', anAlert(), {}, { [name]: value })).toThrow(/not fit/)
  })

  it('is never repeated by the refusal', () => {
    expect(() => rawOf('alert', anAlert(), { address: 'secret@b.example,x' })).toThrow(/^(?!.*secret)/)
  })
})
