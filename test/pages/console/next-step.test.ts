import { beforeEach, describe, expect, it } from 'vitest'
import { suppressAddress } from '../../../shared/organizations/suppress.ts'
import { aRoster } from '../../support/roster-file.ts'
import { type AlertDesk, openAlertDesk, typedAlert } from './alert-desk.ts'

/** Where each step that somebody would try next leads to, from the page on which they would try it. */
describe('whoever works on an alert at night', () => {
  let desk: AlertDesk
  beforeEach(async () => {
    desk = await openAlertDesk()
  })
  const from = '/console/alerts/new'
  const markup = { 'texts.1.description': 'Dans <b>trois</b> villages.' }
  const copied = {
    'texts.1.headline': 'Boats are taken <away>',
    'texts.1.description': 'In three villages since Monday.',
  }

  it('is told in the preview, and again at approval, what readers would stumble over', async () => {
    const fields = { ...typedAlert(desk.situationId), ...markup, more: 'preview' }
    expect((await desk.author.send(from, from, fields)).html).toContain('French: looks like markup')
    const path = await desk.write(copied)
    await desk.submit(path)
    expect((await desk.second.get(path)).html).toContain(
      'French: says the same as the text in another language',
    )
  })

  it('is led from the top of a form that comes back to each field that needs another look', async () => {
    const fields = { ...typedAlert(desk.situationId), 'texts.1.headline': 'x'.repeat(161), expiresAt: '' }
    const { html } = await desk.author.send(from, from, fields)
    for (const field of ['texts-1-headline', 'expiresAt']) {
      expect(html).toContain(`<a href="#${field}-fault">`)
      expect(html).toContain(`id="${field}-fault"`)
    }
  })

  it('finds who is on duty where a second person is needed, and what was done with the alert', async () => {
    const path = await desk.write()
    await desk.submit(path)
    const { html } = await desk.author.get(path)
    expect(html).toContain('href="/console/rota"')
    const history = /href="(\/console\/history\?subject=[^"]+)"/.exec(html)![1]!
    const seen = await desk.author.get(history)
    expect(seen.status).toBe(200)
    expect(seen.html).toContain('alert.submitted')
    expect(seen.html).toContain('Boats are taken &lt;away&gt;')
  })

  it('reads from each task whom and what it is about, on Today and on its own page', async () => {
    const { id, contacts } = await desk.alliance.organization({ name: 'Rift Monitor' })
    const gone = `/v1/organizations/${id}/contacts/${contacts[0]!.id}/compromised`
    expect((await desk.world.call(desk.alliance.coordinator, 'POST', gone, {})).status).toBe(200)
    const { html } = await desk.author.get('/console')
    const [, task] = /href="(\/console\/tasks\/[^"]+)"/.exec(html)!
    expect(html).toContain(`>\u2068Rift Monitor\u2069</a>`)
    expect((await desk.author.get(task!)).html).toContain('\u2068Rift Monitor\u2069')
  })

  it('finds today whom no mail reaches, however many stand before them in the roster', async () => {
    const rows = Array.from({ length: 210 }, (_, at) => ({
      organization: `Watch ${at}`,
      email: `desk@watch-${at}.example.org`,
    }))
    const csv = { 'Content-Type': 'text/csv' }
    const { coordinator, organization } = desk.alliance
    const { json } = await desk.world.call(
      coordinator,
      'POST',
      '/v1/organizations/import',
      aRoster(rows),
      csv,
    )
    expect(json.contacts.created).toBe(210)
    const { id } = await organization({ name: 'Silent House', class: 'un', relation: 'authority' }, [])
    expect((await desk.author.get('/console')).html).toContain(`href="/console/roster/${id}"`)
  })

  it('gets from whom it does not reach to where that is mended', async () => {
    const { id } = await desk.alliance.organization({ name: 'Silent House' }, [])
    const path = await desk.issue()
    const { html } = await desk.author.get(`${path}/progress`)
    const answered = /<tbody>.*?href="(\/console\/roster\/[^"]+)"/s.exec(html)![1]!
    expect((await desk.author.get(answered)).status).toBe(200)
    const draft = await desk.write()
    const before = await desk.author.get(draft)
    expect(before.html).toContain(`href="/console/roster/${id}"`)
  })

  it('sees the gravest first of what waits for them, and who was not reached apart from who is silent', async () => {
    for (const level of ['warning', 'emergency', 'watch']) await desk.submit(await desk.write({ level }))
    const { html } = await desk.second.get('/console')
    const waiting = html.slice(html.indexOf('Waits for your approval'), html.indexOf('Yours, with a second'))
    expect([...waiting.matchAll(/>(Watch|Warning|Emergency)</g)].map(([, level]) => level)).toEqual([
      'Emergency',
      'Warning',
      'Watch',
    ])
    const path = await desk.issue()
    const board = async () => (await desk.author.get(`${path}/progress`)).html
    const words = (page: string) => [...page.matchAll(/>(Silent|not reached)<\/td>/g)].map(([, word]) => word)
    expect(words(await board())).toEqual(['Silent', 'Silent', 'Silent'])
    await suppressAddress(desk.world.deps, desk.world.mail.sent.at(-1)!.to, 'bounced')
    expect(words(await board())).toEqual(['Silent', 'Silent', 'not reached'])
  })
})
