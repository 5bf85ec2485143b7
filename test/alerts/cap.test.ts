import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { anAlert } from '../support/builders.ts'
import { capFaults } from './cap-rules.ts'
import { createDesk, type Desk, openly } from './desk.ts'
import { all, capSchemaFaults, hasStricterSchema, parse, stricterSchemaFaults, textOf } from './xml.ts'

describe('an alert as a CAP message', () => {
  let desk: Desk
  let situationId: string
  beforeAll(async () => {
    desk = await createDesk()
    await desk.join('Memorial Trust')
    situationId = (await desk.alliance.situation({ countries: ['SD', 'TD'] })).id
  })

  const fetch = async (id: string) => {
    const { status, text, headers } = await desk.visit(`/alerts/${id}/cap.xml`)
    expect([status, headers.get('Content-Type')]).toEqual([200, 'application/cap+xml; charset=utf-8'])
    return text
  }
  /** Three messages of one alert, each later than the one before. */
  const chain = async (reason: string) => {
    const id = await desk.issue({ ...openly, situationId, level: 'emergency' })
    const messages = [await fetch(id)]
    desk.world.clock.advance(90)
    await desk.update(id, { level: 'warning' })
    messages.push(await fetch(id))
    desk.world.clock.advance(90)
    await desk.cancel(id, reason)
    messages.push(await fetch(id))
    return { id, messages, alerts: messages.map(parse), issues: (await desk.read(id)).issues }
  }

  it('keeps every rule of CAP 1.2 through its life, whatever it says', async () => {
    for (const reason of ['retracted', 'danger-passed', 'superseded'])
      for (const alert of (await chain(reason)).alerts) expect(capFaults(alert)).toEqual([])
  })

  it('names itself by its reference, and whom it replaces by all who came before', async () => {
    const { alerts, issues } = await chain('retracted')
    expect(alerts.map((alert) => textOf(alert, 'identifier'))).toEqual(
      issues.map(({ reference }: { reference: string }) => reference),
    )
    expect(alerts.map((alert) => textOf(alert, 'msgType'))).toEqual(['Alert', 'Update', 'Cancel'])
    const sent = alerts.map((alert) => textOf(alert, 'sent')!)
    expect(sent[0]).toBe(`${issues[0].issuedAt.slice(0, 19)}-00:00`)
    const triple = (at: number) => `alerts@tocsin.example.org,${issues[at].reference},${sent[at]}`
    expect(alerts.map((alert) => textOf(alert, 'references'))).toEqual([
      undefined,
      triple(0),
      `${triple(0)} ${triple(1)}`,
    ])
  })

  it('says in each language what, where, how bad and what to do', async () => {
    const id = await desk.issue({ ...openly, situationId, expiresAt: '2026-12-22T12:00:00.75+03:00' })
    const alert = parse(await fetch(id))
    const [english, french] = all(alert, 'info')
    const values = (name: string) => textOf(english!, name)
    expect([textOf(alert, 'sender'), textOf(alert, 'status'), textOf(alert, 'scope')]).toEqual([
      'alerts@tocsin.example.org',
      'Actual',
      'Public',
    ])
    expect([values('language'), values('category'), values('event'), values('responseType')]).toEqual([
      'en',
      'Security',
      'Genocide early warning: Warning',
      'Prepare',
    ])
    expect([values('urgency'), values('severity'), values('certainty')]).toEqual([
      'Immediate',
      'Extreme',
      'Likely',
    ])
    expect([values('expires'), values('senderName')]).toEqual(['2026-12-22T09:00:00-00:00', 'The Alliance'])
    expect(values('web')).toBe(`https://tocsin.example.org/alerts/${id}`)
    const pairs = all(english!, 'parameter').map((each) => [textOf(each, 'valueName'), textOf(each, 'value')])
    expect(pairs).toEqual([
      ['level', 'warning'],
      ['levelDefinition', '1'],
      ['stage', '7'],
      ['stage', '8'],
      ['crime', 'mass-killing'],
      ['recommendation', 'United Nations Security Council: Meet at once.'],
    ])
    const areas = all(french!, 'area').map((each) => [
      textOf(each, 'areaDesc'),
      textOf(all(each, 'geocode')[0]!, 'value'),
    ])
    expect(areas).toEqual([
      ['Soudan', 'SD'],
      ['Tchad', 'TD'],
    ])
    expect(textOf(all(all(french!, 'area')[0]!, 'geocode')[0]!, 'valueName')).toBe('ISO 3166-1')
    expect([textOf(french!, 'language'), textOf(french!, 'headline')]).toEqual([
      'fr',
      'Villages incendiés dans la région frontalière',
    ])
    expect(textOf(french!, 'instruction')).toBeUndefined()
  })

  it('words the level and each kind of end apart for machines', async () => {
    const response = async (change: object) =>
      textOf(all(parse(await fetch(await desk.issue({ ...openly, ...change }))), 'info')[0]!, 'responseType')
    expect([await response({ level: 'watch' }), await response({ level: 'emergency' })]).toEqual([
      'Monitor',
      'Execute',
    ])
    for (const [reason, expected] of [
      ['retracted', 'None'],
      ['danger-passed', 'AllClear'],
      ['superseded', 'None'],
    ] as const) {
      const { alerts } = await chain(reason)
      const info = all(alerts[2]!, 'info')[0]!
      expect(textOf(info, 'responseType')).toBe(expected)
      expect(all(info, 'parameter').map((each) => textOf(each, 'value'))).toContain(reason)
    }
  })

  it('never refers to what the public did not get', async () => {
    const id = await desk.issue({ situationId })
    await desk.update(id, openly)
    const first = parse(await fetch(id))
    expect([textOf(first, 'msgType'), textOf(first, 'references')]).toEqual(['Alert', undefined])
    await desk.update(id, {})
    const second = parse(await fetch(id))
    expect(textOf(second, 'references')).toMatch(/^\S+-2,\S+$/)
  })

  it('ends no earlier than it begins, though the alert had expired when it was ended', async () => {
    const now = desk.world.clock.now().getTime()
    const id = await desk.issue({ ...openly, expiresAt: new Date(now + 60_000).toISOString() })
    desk.world.clock.advance(600)
    await desk.cancel(id, 'danger-passed')
    const alert = parse(await fetch(id))
    expect(textOf(all(alert, 'info')[0]!, 'expires')).toBe(textOf(alert, 'sent'))
  })

  it('stays what was issued last while an update is written, and is not sent twice to who has it', async () => {
    const id = await desk.issue(openly)
    const before = await desk.visit(`/alerts/${id}/cap.xml`)
    await desk.post(`/${id}/update`, { level: 'emergency', texts: anAlert().texts.slice(0, 1) })
    const tag = { 'If-None-Match': before.headers.get('ETag')! }
    expect((await desk.visit(`/alerts/${id}/cap.xml`, tag)).status).toBe(304)
    await desk.submit(id)
    expect((await desk.visit(`/alerts/${id}/cap.xml`)).text).toBe(before.text)
  })

  it('has no area where the situation is of no country', async () => {
    const { id: nowhere } = await desk.alliance.situation({ countries: [] })
    const alert = parse(await fetch(await desk.issue({ ...openly, situationId: nowhere })))
    expect([capFaults(alert), all(all(alert, 'info')[0]!, 'area')]).toEqual([[], []])
  })

  it('satisfies the schema of CAP 1.2, which notices what is wrong', async () => {
    for (const message of (await chain('danger-passed')).messages)
      expect(await capSchemaFaults(message)).toEqual([])
    const right = (await chain('retracted')).messages[0]!
    for (const [part, wrong] of [
      ['<scope>Public</scope>', ''],
      ['<msgType>Alert</msgType>', '<msgType>Alarm</msgType>'],
      ['-00:00</sent>', 'Z</sent>'],
    ] as const)
      expect(await capSchemaFaults(right.replace(part, wrong))).not.toEqual([])
  })

  it.skipIf(!hasStricterSchema)('satisfies a stricter schema, where that is at hand', async () => {
    for (const message of (await chain('danger-passed')).messages)
      expect(await stricterSchemaFaults(message)).toEqual([])
  })

  it('satisfies schema and rules whatever its author writes', async () => {
    const said = (max: number) => fc.string({ unit: 'grapheme', minLength: 1, maxLength: max })
    const language = fc.constantFrom('en', 'pt-BR', 'zh-Hant-TW', 'ar', 'km')
    const text = fc.record({ language, headline: said(60), description: said(200) })
    const texts = fc.uniqueArray(text, { selector: (each) => each.language, minLength: 1, maxLength: 4 })
    let count = 0
    await fc.assert(
      fc.asyncProperty(texts, said(40), async (written, addressee) => {
        const recommendations = [{ addressee, action: addressee }]
        const made = await desk.post('', anAlert({ ...openly, situationId, texts: written, recommendations }))
        if (made.status !== 201) return
        await desk.release(made.json.id)
        const message = await fetch(made.json.id)
        expect([capFaults(parse(message)), await capSchemaFaults(message)]).toEqual([[], []])
        count++
      }),
      { numRuns: 25, seed: 20261126 },
    )
    expect(count).toBeGreaterThan(5)
  })
})
