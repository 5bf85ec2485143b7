import PostalMime from 'postal-mime'
import { beforeEach, describe, expect, it } from 'vitest'
import { type AlertDesk, openAlertDesk, typedAlert } from './alert-desk.ts'
import { decoded, type Fields, hidden, visitor } from './visitor.ts'

const from = '/console/alerts/new'

/** What somebody reads in a text that is cut into elements. */
const textOf = (html: string) => html.replace(/<[^>]*>/g, ' ')

describe('the preview beside the form of an alert', () => {
  let desk: AlertDesk
  beforeEach(async () => {
    desk = await openAlertDesk()
  })
  const stored = async () =>
    (await desk.world.call(desk.alliance.coordinator, 'GET', '/v1/alerts')).json.items
  const look = async (fields: Fields, at = from) => {
    const sent = await desk.author.send(at, at, { more: 'preview', ...fields })
    expect(sent.status).toBe(200)
    return sent.html
  }
  const typed = (fields: Fields = {}) => ({ ...typedAlert(desk.situationId), ...fields })

  it('shows the mail and whom it would tell, keeps what is typed, and stores nothing', async () => {
    const html = await look(typed({ 'texts.3.headline': 'Left <behind>' }))
    const aside = html.slice(html.indexOf('<aside'))
    expect(aside).toContain('Warning: Boats are taken &lt;away&gt;')
    expect(aside).toContain('In three villages since Monday.')
    expect(textOf(aside)).toMatch(/3\s+organizations/)
    expect(html).toContain('name="texts.3.headline"')
    expect(html).toContain('value="Left &lt;behind&gt;"')
    expect(html).toContain('value="Boats are taken &lt;away&gt;"')
    expect(await stored()).toEqual([])
    expect(desk.world.mail.sent).toEqual([])
  })

  it('shows it as each reader would get it', async () => {
    const fields = { 'preview.language': 'fr', 'preview.relation': 'authority' }
    const html = await look(typed(fields))
    expect(html).toContain('Dans trois villages depuis lundi.')
    expect(html).not.toMatch(/slot[a-z0-9]{8}/)
    expect(html).toMatch(/<option value="authority" selected/)
    const arabic = await look(typed({ 'preview.language': 'ar' }))
    expect(arabic).toMatch(/<section class="sheet" lang="ar" dir="rtl">/)
  })

  it('shows the page and the message of what is public, and says that there is none of what is not', async () => {
    const closed = await look(typed({ 'preview.view': 'page' }))
    expect(closed).not.toContain('<iframe')
    expect(closed).toContain('there is no public page of it')
    const open = await look(typed({ scope: 'public', 'preview.view': 'page' }))
    const page = /<iframe [^>]*sandbox=""[^>]*srcdoc="([^"]*)"/.exec(open)![1]!
    expect(page).toContain('Boats are taken &amp;lt;away&amp;gt;')
    expect(page).toContain('https://')
    const cap = await look(typed({ scope: 'public', 'preview.view': 'cap' }))
    expect(cap).toContain('urn:oasis:names:tc:emergency:cap:1.2')
    expect(cap).toContain('Des bateaux sont enlevés')
  })

  it('says what the mail then says', async () => {
    const html = await look(typed({ 'preview.language': 'fr' }))
    const [, seen] = /<h2 dir="auto">[^<]*<\/h2><p class="text">([^<]*)</.exec(html)!
    await desk.issue()
    const sent = await Promise.all(desk.world.mail.sent.map(({ raw }) => PostalMime.parse(raw)))
    const { text } = sent.find(({ subject }) => subject?.includes('bateaux'))!
    const plain = (each: string) =>
      each
        .replaceAll('\r', '')
        .split('\n')
        .map((line) => line.trim())
    // What is each reader's own, and what comes with approval, stands open in the preview.
    const open = /…|TOC-|UTC|https?:|mailto:|^--|Member|vérifier/
    const lines = plain(text!).filter((line) => line && !open.test(line))
    expect(lines.length).toBeGreaterThan(15)
    for (const line of lines) expect(plain(decoded(seen!))).toContain(line)
  })

  it('makes the best of what is not whole, and says so', async () => {
    const nothing = await look({ 'texts.0.language': '', situationId: '', expiresAt: '' })
    expect(nothing).toContain('Something is missing yet')
    const half = await look(
      typed({
        'texts.0.description': '',
        'texts.1.language': '??',
        'recommendations.1.addressee': 'Courts',
        'audience.relations': [],
        'audience.countries': 'Nowhere at all',
        expiresAt: 'tomorrow',
        handling: 'red',
      }),
    )
    const aside = half.slice(half.indexOf('<aside'))
    expect(aside).toContain('Boats are taken &lt;away&gt;')
    expect(aside).toContain('Something is missing yet')
    expect(aside).toContain('Courts')
    expect(textOf(aside)).toMatch(/0\s+organizations/)
  })

  it('is answered alone to the script', async () => {
    const { html } = await desk.author.get(from)
    const answer = await desk.author.post(from, { ...hidden(html), ...typed(), more: 'part' })
    expect(answer.html).toMatch(/^<div data-preview/)
    expect(answer.headers.get('Content-Security-Policy')).toBe("default-src 'none'")
    expect(answer.html).not.toContain('<form')
    expect(await stored()).toEqual([])
  })

  it('of a change starts from what is stored, and leaves it so', async () => {
    const path = await desk.write()
    const at = `${path}/edit`
    expect((await desk.author.get(at)).html).toContain('Warning: Boats are taken &lt;away&gt;')
    const html = await look(typed({ 'texts.0.headline': 'Boats are burnt' }), at)
    expect(html).toContain('Warning: Boats are burnt')
    expect((await desk.author.get(path)).html).not.toContain('burnt')
  })

  it('of an update says what has changed, and counts nobody: it goes to those who were told', async () => {
    const path = await desk.issue()
    await desk.author.send(path, `${path}/update`)
    const { html: begun } = await desk.author.get(`${path}/edit`)
    expect(begun).toContain('<aside')
    const html = await look(
      typed({ 'texts.0.changes': 'Two more villages.', correction: 'yes' }),
      `${path}/edit`,
    )
    const aside = html.slice(html.indexOf('<aside'))
    expect(aside).toContain('Two more villages.')
    expect(aside).toContain('Correction')
    expect(aside).not.toContain('Withheld from')
  })

  it('names who is withheld from before anything is saved', async () => {
    await desk.alliance.organization({
      name: 'Ministry <of> Boats',
      class: 'government',
      relation: 'authority',
      country: 'SD',
    })
    const html = await look(typed({ 'audience.relations': ['authority'] }))
    expect(html).toContain('Ministry &lt;of&gt; Boats')
  })

  it('is for those who may write alerts', async () => {
    const member = await visitor(desk.world)
    const { html } = await desk.author.get(from)
    const own = await member.get('/console')
    const answer = await member.post(from, { ...hidden(html), ...hidden(own.html), ...typed(), more: 'part' })
    expect(answer.status).toBe(403)
    expect(answer.html).not.toContain('In three villages since Monday.</p>')
  })

  it('cannot be had from another site', async () => {
    const { html } = await desk.author.get(from)
    const fields = { ...hidden(html), ...typed(), more: 'part' }
    const answer = await desk.author.post(from, fields, { 'Sec-Fetch-Site': 'cross-site' })
    expect(answer.status).toBe(403)
  })
})
