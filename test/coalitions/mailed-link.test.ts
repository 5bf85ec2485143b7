import { beforeAll, describe, expect, it } from 'vitest'
import { type Alliance, createAlliance } from './alliance.ts'

describe('the link in an invitation to a coalition', () => {
  let alliance: Alliance
  beforeAll(async () => {
    alliance = await createAlliance()
  })

  const visit = (path: string, method = 'GET', headers = {}) =>
    alliance.world.app.request(path, { method, headers })
  const send = (path: string, fields: Record<string, string>) =>
    alliance.world.app.request(path, { method: 'POST', body: new URLSearchParams(fields) })

  const invited = async (name: string, { coalition = {}, contact = {} } = {}) => {
    const { id } = await alliance.form(coalition)
    const member = await alliance.organization(name, {}, contact)
    await alliance.invite(id, [member.id])
    const status = async () => {
      const { json } = await alliance.world.call(alliance.coordinator, 'GET', `/v1/coalitions/${id}`)
      return json.organizations.find((each: { organizationId: string }) => each.organizationId === member.id)
        .status
    }
    return { id, member, status, path: alliance.link(id, member) }
  }

  it('shows what the mail said and two buttons, and changes nothing by being looked at', async () => {
    const { id, path, status } = await invited('Looked at', { coalition: { purpose: 'Speak <up>\nnow' } })
    await alliance.joined(id, 'Somebody else inside')
    const shown = await visit(path)
    const text = await shown.text()
    expect([shown.status, text.includes('Riverside'), text.includes('Speak &lt;up&gt;')]).toEqual([
      200,
      true,
      true,
    ])
    expect(text).not.toContain('Somebody else inside')
    expect(text).not.toContain('<script')
    expect(text.match(/<button/g)).toHaveLength(2)
    expect(Buffer.byteLength(text)).toBeLessThan(14 * 1024)
    expect(shown.headers.get('Cache-Control')).toBe('no-store')
    expect(shown.headers.get('X-Robots-Tag')).toBe('noindex')
    expect(shown.headers.get('Content-Security-Policy')).toContain("default-src 'none'")
    expect((await visit(path, 'HEAD')).status).toBe(200)
    for (const method of ['PUT', 'PATCH', 'DELETE']) expect((await visit(path, method)).status).toBe(405)
    expect(await status()).toBe('invited')
  })

  it('takes an answer, the same again, and another one', async () => {
    const { id, member, path, status } = await invited('Answers')
    const joined = await send(path, { answer: 'joined' })
    expect([joined.status, await status()]).toEqual([200, 'joined'])
    expect(await joined.text()).toContain('\u2068Answers\u2069 has joined the coalition.')
    expect((await send(path, { answer: 'joined' })).status).toBe(200)
    alliance.world.clock.advance(1)
    expect((await send(path, { status: 'declined' })).status).toBe(200)
    expect(await status()).toBe('declined')
    alliance.world.clock.advance(1)
    await send(path, { answer: 'joined' })
    expect(await status()).toBe('joined')
    const events = (await alliance.eventsOf(id)).filter(({ actor }) => actor.kind === 'recipient')
    expect(events.map(({ type, actor }) => [type, actor.contactId])).toEqual([
      ['coalition.organization-joined', member.contactId],
      ['coalition.organization-declined', member.contactId],
      ['coalition.organization-joined', member.contactId],
    ])
  })

  it('sends the contact a receipt for each change, for mails are forwarded', async () => {
    const { id, member, path } = await invited('Receipted')
    await send(path, { answer: 'declined' })
    await send(path, { answer: 'declined' })
    const receipts = (await alliance.told(id)).filter(({ kind }) => kind === 'notice')
    expect(receipts.map(({ recipients, content }) => [recipients.contacts, content.params])).toEqual([
      [
        [{ organizationId: member.id, contactId: member.contactId }],
        { matter: 'Riverside', answer: 'Decline' },
      ],
    ])
  })

  it('speaks the language of the contact', async () => {
    const { path } = await invited('In Arabic', { contact: { languages: ['ar', 'en'] } })
    const text = await (await visit(path)).text()
    const language = /<html lang="(\w+)" dir="(\w+)"/.exec(text)!
    expect(language.slice(1)).toEqual(language[1] === 'ar' ? ['ar', 'rtl'] : ['en', 'ltr'])
  })

  it('is dead when it is forged, expired, for something else, or its contact has changed', async () => {
    const { id, member, path, status } = await invited('Dead links')
    const token = path.split('/').at(-1)!
    const dead = [
      `/coalition/${token.replace(/.$/, (last) => (last === '0' ? '1' : '0'))}`,
      `/coalition/x${token}`,
      '/coalition/nonsense',
      '/coalition/%E0%A4%A',
      alliance.link(id, member, { purpose: 'rsvp' }),
      alliance.link(id, member, { epoch: 2 }),
      alliance.link(id, member, { expiresAt: alliance.world.clock.now() }),
      alliance.link('coa_none', member),
      alliance.link(id, { ...member, contactId: 'con_none' }),
      alliance.link(id, await alliance.organization('Never invited')),
    ]
    for (const each of dead) {
      const shown = await visit(each)
      expect([each, shown.status, shown.headers.get('Content-Type')]).toEqual([
        each,
        404,
        'text/html; charset=UTF-8',
      ])
      expect((await send(each, { answer: 'joined' })).status).toBe(404)
    }
    expect(await status()).toBe('invited')
    expect((await visit(path)).status).toBe(200)
    await alliance.world.call(
      alliance.coordinator,
      'DELETE',
      `/v1/organizations/${member.id}/contacts/${member.contactId}`,
    )
    expect((await send(path, { answer: 'joined' })).status).toBe(404)
    expect(await status()).toBe('invited')
  })

  it('is dead when the organization was removed or has left, and lives again with a new invitation', async () => {
    const { id, member, path, status } = await invited('Removed')
    await alliance.change(alliance.coordinator, id, member.id, { status: 'removed' })
    expect([(await visit(path)).status, (await send(path, { answer: 'joined' })).status]).toEqual([404, 404])
    await alliance.invite(id, [member.id])
    expect((await send(path, { answer: 'joined' })).status).toBe(200)
    await alliance.change(member.token, id, member.id, { status: 'left' })
    expect([(await send(path, { answer: 'joined' })).status, await status()]).toEqual([404, 'left'])
  })

  it('refuses what is no answer with a page', async () => {
    const { path, status } = await invited('No answer')
    const refused = await send(path, { answer: 'removed' })
    expect([refused.status, refused.headers.get('Content-Type')]).toEqual([422, 'text/html; charset=UTF-8'])
    expect((await send(path, {})).status).toBe(422)
    const json = {
      method: 'POST',
      body: '{"answer":"joined"}',
      headers: { 'Content-Type': 'application/json' },
    }
    expect((await alliance.world.app.request(path, json)).status).toBe(400)
    const broken = { method: 'POST', body: 'x', headers: { 'Content-Type': 'multipart/form-data' } }
    expect((await alliance.world.app.request(path, broken)).status).toBe(400)
    expect(await status()).toBe('invited')
  })

  it('never tells a log of its token', async () => {
    const { path } = await invited('Unlogged')
    const shown = await visit(path)
    expect(shown.headers.get('Referrer-Policy')).toBe('no-referrer')
    expect(await shown.text()).not.toContain(path.split('/').at(-1))
  })
})
