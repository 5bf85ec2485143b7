import PostalMime from 'postal-mime'
import { beforeEach, describe, expect, it } from 'vitest'
import { type AlertDesk, openAlertDesk, typedAlert } from './alert-desk.ts'
import { type Fields, visitor } from './visitor.ts'

const worded: Fields = {
  'texts.0.instruction': 'Look after those who flee.',
  'texts.0.translatedBy': 'The night desk',
  'wordings.0.text': '0',
  'wordings.0.class': 'government',
  'wordings.0.instruction': 'Summon the ambassador today.',
  'wordings.1.text': '1',
  'wordings.1.class': 'government',
  'wordings.1.instruction': 'Convoquez l’ambassadeur aujourd’hui.',
}

describe('what an alert asks of single classes, in the console', () => {
  let desk: AlertDesk
  beforeEach(async () => {
    desk = await openAlertDesk()
    await desk.alliance.organization(
      { name: 'Foreign Ministry', class: 'government', relation: 'authority', country: 'CH' },
      [{ email: 'desk@ministry.example.org', languages: ['fr'] }],
    )
  })
  const everybody = { 'audience.relations': ['member', 'authority'] }
  const write = (fields: Fields = {}) => desk.write({ ...worded, ...everybody, ...fields })
  const stored = async (path: string) =>
    (await desk.world.call(desk.alliance.coordinator, 'GET', `/v1${path.slice(8)}`)).json

  /** Sends the form of a change as it stands, with some fields otherwise. */
  const change = async (path: string, fields: Fields) => {
    const { html } = await desk.author.get(`${path}/edit`)
    const kept = Object.fromEntries(
      [...html.matchAll(/<textarea [^>]*name="([^"]+)"[^>]*>\n?([^<]*)</g)].map(([, name, text]) => [
        name!,
        text!.trim(),
      ]),
    )
    const classes = [...html.matchAll(/name="(wordings\.\d+\.class)".*?<\/select>/gs)].map(([row, name]) => [
      name!,
      /value="([^"]*)" selected/.exec(row)?.[1] ?? '',
    ])
    const { audience, ...rest } = typedAlert(desk.situationId) as Record<string, string>
    return desk.author.send(`${path}/edit`, `${path}/edit`, {
      ...rest,
      ...kept,
      ...Object.fromEntries(classes),
      ...everybody,
      ...fields,
    })
  }

  it('is written under the text of its language, and reaches that class alone', async () => {
    const path = await write()
    expect((await stored(path)).wordings).toEqual([
      { class: 'government', language: 'en', instruction: 'Summon the ambassador today.' },
      { class: 'government', language: 'fr', instruction: 'Convoquez l’ambassadeur aujourd’hui.' },
    ])
    await desk.submit(path)
    await desk.approve(path)
    await desk.pump.drain()
    const mails = await Promise.all(
      desk.world.mail.sent.map(async ({ to, raw }) => ({ to, text: (await PostalMime.parse(raw)).text! })),
    )
    const asked = mails.map(({ to, text }) => [
      to === 'desk@ministry.example.org',
      text.includes('Convoquez'),
    ])
    expect(asked.length).toBe(4)
    for (const [isMinistry, isAsked] of asked) expect(isAsked).toBe(isMinistry)
  })

  it('is seen in the preview by that class, and by no other', async () => {
    const look = async (of: string) => {
      const from = '/console/alerts/new'
      const fields = { ...typedAlert(desk.situationId), ...worded, 'preview.class': of, more: 'preview' }
      const { html } = await desk.author.send(from, from, fields)
      return html.slice(html.indexOf('<aside'))
    }
    expect(await look('government')).toContain('Summon the ambassador today.')
    const press = await look('media')
    expect(press).toContain('Look after those who flee.')
    expect(press).not.toContain('Summon')
  })

  it('stays where nobody touches it, and goes where its words are taken out', async () => {
    const path = await write()
    expect((await change(path, { level: 'watch' })).status).toBe(303)
    const kept = await stored(path)
    expect([kept.wordings.length, kept.level]).toEqual([2, 'watch'])
    expect((await change(path, { 'wordings.1.instruction': '' })).status).toBe(303)
    expect((await stored(path)).wordings.map(({ language }: { language: string }) => language)).toEqual([
      'en',
    ])
    expect((await change(path, { 'wordings.0.instruction': ' ' })).status).toBe(303)
    expect((await stored(path)).wordings ?? []).toEqual([])
  })

  it('gives back each fault beside its field, and each wording under its text', async () => {
    const from = '/console/alerts/new'
    const fields = {
      ...typedAlert(desk.situationId),
      ...worded,
      // The first text is taken out, but not what was worded under it; the second names no class.
      'texts.0.language': 'en',
      'texts.0.headline': '',
      'texts.0.description': '',
      'texts.0.instruction': '',
      'texts.0.translatedBy': '',
      'wordings.1.class': '',
    }
    const sent = await desk.author.send(from, from, fields)
    expect(sent.status).toBe(422)
    expect(sent.html).toMatch(/id="texts-0-headline-fault"/)
    expect(sent.html).toMatch(/id="wordings-1-class-fault"/)
    const [first, second] = sent.html.split(/<legend>Text 2<\/legend>/)
    expect(first).toContain('Summon the ambassador today.')
    expect(second).toContain('Convoquez l’ambassadeur aujourd’hui.')
  })

  it('is compared at approval with what was approved: changed, new and gone', async () => {
    const path = await write()
    await desk.submit(path)
    await desk.approve(path)
    await desk.pump.drain()
    await desk.author.send(path, `${path}/update`)
    const edit = `${path}/edit`
    const { audience, exercise, ...rest } = typedAlert(desk.situationId) as Record<string, string>
    const fields = {
      ...rest,
      ...worded,
      'wordings.0.instruction': 'Summon the ambassador tomorrow.',
      'wordings.1.instruction': '',
      'wordings.2.text': '0',
      'wordings.2.class': 'media',
      'wordings.2.instruction': 'Name no village.',
      'recommendations.0.addressee': 'Courts',
      'recommendations.0.action': 'Keep the lists.',
      'texts.0.instruction': '',
      expiresAt: '2026-12-24T12:00',
    }
    const { 'audience.relations': _, 'audience.reach': __, ...sentFields } = fields as Record<string, string>
    expect((await desk.author.send(edit, edit, sentFields)).status).toBe(303)
    await desk.submit(path)
    const { html } = await desk.second.get(path)
    expect(html).toContain('Summon the ambassador <del>today.</del><ins>tomorrow.</ins>')
    expect(html).toContain('<del>Convoquez l’ambassadeur aujourd’hui.</del>')
    expect(html).toContain('<ins>Name no village.</ins>')
    expect(html).toContain('<del>Look after those who flee.</del>')
    expect(html).toContain('<del>Ask in public why.</del>')
    expect(html).toContain('<ins>Keep the lists.</ins>')
    expect(html).toMatch(/<del><time datetime="2026-12-20[^>]*>[^<]*<\/time><\/del>/)
  })

  it('shows the hands that it went through to those who approve it, and to nobody who is told', async () => {
    const path = await write({ scope: 'public' })
    await desk.submit(path)
    expect((await desk.second.get(path)).html).toContain('The night desk')
    await desk.approve(path)
    await desk.pump.drain()
    const told = await (await visitor(desk.world)).get(path)
    expect(told.html).toContain('Boats are taken')
    expect(told.html).not.toContain('The night desk')
    expect(told.html).not.toContain('Summon')
  })
})
