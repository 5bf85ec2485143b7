import { describe, expect, it } from 'vitest'
import { rules } from '../../shared/cap/broken.ts'
import { readCap } from '../../shared/cap/message.ts'
import { createDesk, openly } from '../alerts/desk.ts'
import { aCap, anInfo } from './a-cap.ts'

const read = (message: string | Uint8Array) =>
  readCap(typeof message === 'string' ? Buffer.from(message) : message)
const brokenBy = (message: string | Uint8Array) => {
  const found = read(message)
  return 'broken' in found ? [...new Set(found.broken.map(({ rule }) => rule))] : []
}
const without = (name: string) => aCap().replace(new RegExp(`<${name}>[^<]*</${name}>`), '')
const area = (inside: string) => anInfo({}, `<area><areaDesc>A river</areaDesc>${inside}</area>`)
const referring = (references: string, msgType = 'Update') => aCap({ msgType, references })
const earlier = 'alerts@weather.example.org,MET-2026-000,2026-11-21T08:00:00-00:00'
const deep = (levels: number) => `${'<info>'.repeat(levels)}${'</info>'.repeat(levels)}`

/** For each rule what breaks it, and it alone. */
const breaking: Readonly<Record<(typeof rules)[number], readonly (string | Uint8Array)[]>> = {
  size: [aCap({ note: 'x'.repeat(300_000) })],
  encoding: [
    Buffer.from(aCap({ note: 'Übung' }), 'latin1'),
    Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(aCap(), 'utf16le')]),
    Buffer.from(aCap(), 'utf16le'),
    aCap().replace('UTF-8', 'ISO-8859-1'),
    aCap().replace('UTF-8', 'UTF-7'),
    Buffer.concat([Buffer.from(aCap({ note: 'x' })), Buffer.from([0xc0, 0x80])]),
  ],
  'well-formed': [
    aCap().slice(0, -5),
    aCap({ note: '&undeclared;' }),
    aCap({ note: '&#0;' }),
    aCap({ note: 'a < b' }),
    aCap().replace('<alert ', '<alert a="1" a="2" '),
    `${aCap()}<alert/>`,
    'not XML at all',
    aCap().replace('</alert>', '</allert>'),
  ],
  'no-doctype': [
    aCap().replace('<alert', '<!DOCTYPE alert><alert'),
    aCap({ note: '&x;' }).replace(
      '<alert',
      '<!DOCTYPE alert [<!ENTITY x SYSTEM "file:///etc/passwd">]><alert',
    ),
    aCap().replace('<alert', '<!DOCTYPE alert SYSTEM "http://127.0.0.1/x.dtd"><alert'),
  ],
  depth: [aCap({}, deep(20))],
  elements: [aCap({}, `<info>${'<category>Geo</category>'.repeat(4000)}</info>`)],
  namespace: [
    aCap().replace('cap:1.2', 'cap:1.1'),
    aCap({}, `<x xmlns="urn:example:other"/>${anInfo()}`),
    aCap().replace(' xmlns="urn:oasis:names:tc:emergency:cap:1.2"', ''),
  ],
  root: [aCap().replaceAll('alert', 'info').replace('tc:emergency', 'tc:emergency')],
  'unknown-element': [aCap({}, `${anInfo()}<info2/>`), aCap({ note: '<b>bold</b>' })],
  order: [
    aCap().replace(/(<sender>.*<\/sender>)(<sent>.*<\/sent>)/, '$2$1'),
    aCap(
      {},
      anInfo()
        .replace(/(<event>.*<\/event>)/, '')
        .replace('</certainty>', '</certainty><event>x</event>'),
    ),
  ],
  required: [
    ...['identifier', 'sender', 'sent', 'status', 'msgType', 'scope'].map(without),
    ...['category', 'event', 'urgency', 'severity', 'certainty'].map((part) =>
      aCap({}, anInfo({ [part]: '' })),
    ),
    aCap({}, anInfo({}, '<area><polygon>1,1 2,2 3,3 1,1</polygon></area>')),
    aCap({}, anInfo({}, '<resource><resourceDesc>Map</resourceDesc></resource>')),
  ],
  repeated: [aCap().replace('<status>', '<sent>2026-11-22T08:59:00-00:00</sent><status>')],
  empty: [
    aCap().replace('<scope>', '<source/><scope>'),
    aCap().replace('<scope>', '<source> </source><scope>'),
  ],
  'mixed-content': [aCap({}, `words ${anInfo()}`)],
  enumeration: [
    aCap({ status: 'actual' }),
    aCap({ msgType: 'Alarm' }),
    aCap({ scope: 'Secret' }),
    ...['category', 'responseType', 'urgency', 'severity', 'certainty'].map((part) =>
      aCap({}, anInfo({ [part]: 'Somewhat' })),
    ),
  ],
  identifier: [
    aCap({ identifier: 'MET 2026' }),
    aCap({ identifier: 'MET,2026' }),
    aCap({ identifier: 'a&amp;b' }),
  ],
  sender: [aCap({ sender: 'The Weather' }), aCap({ sender: 'a&lt;b@weather.example.org' })],
  'date-time': [
    aCap({ sent: '2026-11-22T09:00:00Z' }),
    aCap({ sent: '2026-11-22T09:00:00.5-00:00' }),
    aCap({ sent: '2026-02-30T09:00:00-00:00' }),
    aCap({ sent: '2026-11-22T09:00:00,00:00' }),
    aCap({}, anInfo({ expires: 'tomorrow' })),
    aCap({}, anInfo({ expires: '2026-11-22' })),
  ],
  references: [
    referring('alerts@weather.example.org,MET-2026-000'),
    referring(`${earlier},more`),
    referring(`${earlier} and others`),
    referring(earlier.replace('-00:00', 'Z')),
  ],
  'references-required': ['Update', 'Cancel', 'Ack', 'Error'].map((msgType) =>
    aCap({ msgType, note: 'Why' }),
  ),
  'references-itself': [referring('alerts@weather.example.org,MET-2026-001,2026-11-21T08:00:00-00:00')],
  'references-later': [referring('alerts@weather.example.org,MET-2026-009,2026-11-22T10:00:00-00:00')],
  restriction: [aCap({ scope: 'Restricted' }), aCap({ restriction: 'For members' })],
  addresses: [aCap({ scope: 'Private' })],
  'note-for-exercise': [aCap({ status: 'Exercise' })],
  'note-for-error': [referring(earlier, 'Error')],
  language: [aCap({}, anInfo({ language: 'en_US' }))],
  'one-info-per-language': [aCap({}, anInfo() + anInfo({ language: 'EN' }))],
  web: [aCap({}, anInfo({ web: '/alerts/1' })), aCap({}, anInfo({ web: 'javascript:alert(1)' }))],
  number: [aCap({}, area('<altitude>high</altitude>'))],
  polygon: [
    aCap({}, area('<polygon>1,1 2,2 1,1</polygon>')),
    aCap({}, area('<polygon>1,1 2,2 3,3 4,4</polygon>')),
    aCap({}, area('<polygon>91,1 2,2 3,3 91,1</polygon>')),
  ],
  circle: [aCap({}, area('<circle>1,1</circle>')), aCap({}, area('<circle>1,181 5</circle>'))],
  ceiling: [aCap({}, area('<ceiling>300</ceiling>'))],
}

describe('a CAP message that breaks a rule', () => {
  it.each(rules)('is refused by its name: %s', (rule) => {
    expect(breaking[rule].length).toBeGreaterThan(0)
    for (const message of breaking[rule]) expect(brokenBy(message)).toEqual([rule])
  })

  it('is told where', () => {
    const found = read(aCap({}, anInfo() + anInfo({ language: 'fr', urgency: 'Soon' })))
    expect(found).toEqual({
      broken: [
        { rule: 'enumeration', path: '/alert/info/1/urgency', detail: expect.stringContaining('Immediate') },
      ],
    })
  })
})

describe('a CAP message that breaks none', () => {
  it('is read as it was meant', () => {
    const info = anInfo(
      { headline: 'Fire &amp; <![CDATA[<smoke>]]>' },
      '<area><areaDesc>A river</areaDesc></area>',
    )
    const found = read(aCap({ msgType: 'Update', references: `${earlier}\n  ${earlier}` }, info))
    expect(found).toMatchObject({
      message: {
        identifier: 'MET-2026-001',
        references: [{ identifier: 'MET-2026-000' }, { identifier: 'MET-2026-000' }],
        infos: [{ headline: 'Fire & <smoke>', areas: ['A river'], responseType: ['Monitor'] }],
      },
    })
  })

  it.each([
    ['a byte order mark', `\ufeff${aCap()}`],
    [
      'a prefix',
      aCap()
        .replaceAll(/<(\/?)(\w)/g, '<$1c:$2')
        .replace('xmlns=', 'xmlns:c=')
        .replace('<c:?', '<?'),
    ],
    ['comments and instructions', aCap().replace('<alert', '<?xml-stylesheet href="x"?><!-- x --><alert')],
    [
      'a signature',
      aCap({}, `${anInfo()}<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><x><y/></x></Signature>`),
    ],
    ['no language', aCap({}, anInfo({ language: '' }))],
    [
      'infos for two audiences',
      aCap({}, anInfo() + anInfo().replace('<expires>', '<audience>x</audience><expires>')),
    ],
    [
      'a ring and a circle',
      aCap(
        {},
        area(
          '<polygon>1,1 2,2 3,3 1,1</polygon><circle>1,1 0.5</circle><altitude>3</altitude><ceiling>9</ceiling>',
        ),
      ),
    ],
    ['the scope Restricted', aCap({ scope: 'Restricted', restriction: 'For members' })],
    ['the scope Private', aCap({ scope: 'Private', addresses: '"The desk" two@example.org' })],
    ['an exercise that is named', aCap({ status: 'Exercise', note: 'River 2026' })],
    ['nothing to say', aCap({}, '')],
  ])('may have %s', (_, message) => {
    expect(brokenBy(message)).toEqual([])
  })

  it('is each of our own', async () => {
    const desk = await createDesk()
    await desk.join('Memorial Trust')
    const id = await desk.issue(openly)
    const ours = async () => read((await desk.visit(`/alerts/${id}/cap.xml`)).text)
    expect(await ours()).toMatchObject({ message: { msgType: 'Alert', infos: [{}, {}] } })
    desk.world.clock.advance(60)
    await desk.cancel(id, 'retracted')
    expect(await ours()).toMatchObject({ message: { msgType: 'Cancel', references: [{}] } })
  })
})
