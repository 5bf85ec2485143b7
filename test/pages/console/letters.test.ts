import { beforeEach, describe, expect, it } from 'vitest'
import { type LetterDesk, openLetterDesk } from './letter-desk.ts'
import { formsIn, standing, visitor } from './visitor.ts'

describe('letters in the console', { timeout: 120_000 }, () => {
  let desk: LetterDesk
  beforeEach(async () => {
    desk = await openLetterDesk()
  })

  const mailsTo = (email: string) =>
    desk.world.mail.sent.filter(({ to }) => to === email).map(({ raw }) => String(raw).replace(/=\r?\n/g, ''))

  it('are written by who leads, read by nobody outside before they are open, then by every member', async () => {
    const { author, signatory, outsider } = desk.visitors
    const path = await desk.write()
    expect((await author.get(path)).html).toContain('Draft')
    expect((await signatory.get(path)).status).toBe(200)
    expect((await outsider.get(path)).status).toBe(404)
    await desk.step(path, 'opening')
    const seen = await outsider.get(path)
    expect(seen.html).toContain('On &lt;the&gt; villages')
    expect(seen.html).toContain('Send observers.')
    expect((await outsider.get(`${path}?lang=fr`)).html).toContain('Trois villages')
    expect((await outsider.get('/console/letters')).html).toContain(path)
    // What the coalition is called, and who in it is silent, is not for those outside.
    expect(seen.html).not.toContain('For the river')
    expect(seen.html).not.toContain('not signed yet')
    expect((await outsider.get('/console/letters/new')).status).toBe(403)
  })

  it('are found where one looks: on the page of their coalition, of its situation, and beside publications', async () => {
    const { author, signatory, outsider } = desk.visitors
    const path = await desk.write()
    const place = `/console/coalitions/${desk.coalitionId}`
    const own = (await author.get(place)).html
    expect(own).toContain(`href="${path}"`)
    expect(own).toContain(`/console/letters/new?coalition=${desk.coalitionId}`)
    const theirs = (await signatory.get(place)).html
    expect(theirs).toContain(`href="${path}"`)
    expect(theirs).not.toContain('/console/letters/new')
    const list = `/console/letters?coalition=${desk.coalitionId}`
    expect((await author.get(`/console/situations/${desk.situationId}`)).html).toContain(`href="${list}"`)
    expect((await author.get(list)).html).toContain('A council')
    expect((await outsider.get(list)).status).toBe(404)
    expect((await outsider.get('/console/posts')).html).toContain('href="/console/letters"')
    // Who is asked in and has not joined hears of the coalition, and of no letter of it.
    const organizationIds = [desk.people.stranger.organizationId]
    await desk.call('POST', `/coalitions/${desk.coalitionId}/invitations`, { organizationIds })
    const asked = await outsider.get(list)
    expect(asked.status).toBe(200)
    expect(asked.html).not.toContain(path)
    expect((await outsider.get(place)).html).not.toContain(path)
  })

  it('are signed by a signatory, once, the very text that was read; who is silent is for those who write', async () => {
    const { author, signatory, outsider } = desk.visitors
    const path = await desk.write()
    await desk.step(path, 'opening')
    expect((await outsider.get(path)).html).toContain('Only somebody whom your organization has named')
    expect((await author.get(path)).html).toMatch(/not signed yet \(2\).*Hill &lt;Legal&gt; Aid/s)
    const { html } = await signatory.get(path)
    const form = formsIn(html, path).find(({ action }) => action === `${path}/signature`)!
    const other = { ...standing(form.fields), digest: 'another' }
    const unread = await signatory.post(`${path}/signature`, other)
    expect(unread.status).toBe(412)
    expect(unread.html).toContain('Somebody else has changed this')
    for (let time = 0; time < 2; time++)
      expect((await signatory.post(`${path}/signature`, standing(form.fields))).location).toBe(
        `${path}?done=signed`,
      )
    expect((await outsider.get(path)).html).toMatch(/Signed by \(1\).*Hill &lt;Legal&gt; Aid/s)
    expect((await author.get(path)).html).toContain('not signed yet (1)')
    const back = formsIn((await signatory.get(path)).html, path).find(({ action }) =>
      action.endsWith('/signature/withdrawal'),
    )!
    for (let time = 0; time < 2; time++)
      expect((await signatory.post(back.action, standing(back.fields))).location).toBe(`${path}?done=saved`)
    expect((await outsider.get(path)).html).toContain('Signed by (0)')
  })

  it('stand under Today for members who may sign and have not, until the deadline', async () => {
    const { author, signatory, outsider } = desk.visitors
    const path = await desk.write()
    const waits = async (who: typeof outsider) => (await who.get('/console')).html.includes(`href="${path}"`)
    expect(await waits(signatory)).toBe(false)
    await desk.step(path, 'opening')
    expect([await waits(signatory), await waits(outsider)]).toEqual([true, true])
    await desk.step(path, 'signature', {}, signatory)
    expect([await waits(signatory), await waits(outsider)]).toEqual([false, true])
    const edit = `${path}/edit`
    await author.send(edit, edit, { signBy: '2026-11-28T12:00', openTo: 'coalition' })
    expect(await waits(outsider)).toBe(false)
    await desk.step(path, 'signature/withdrawal', {}, signatory)
    expect(await waits(signatory)).toBe(true)
    desk.world.clock.advance(30 * 86_400)
    expect(await waits(await visitor(desk.world, desk.people.signer as never))).toBe(false)
  })

  it('have one text for good once somebody has signed: the form then has the deadline alone', async () => {
    const { author, signatory } = desk.visitors
    const path = await desk.write()
    const edit = `${path}/edit`
    await desk.step(path, 'opening')
    const whole = await author.get(edit)
    expect(whole.html).toContain('value="Sur les villages"')
    await desk.step(path, 'signature', {}, signatory)
    const { fields } = formsIn(whole.html, edit).find(({ action }) => action === edit)!
    const late = { ...standing(fields), 'texts.0.body': 'Four villages.' }
    const refused = await author.post(edit, late)
    expect(refused.status).toBe(409)
    expect(refused.html).toContain('Four villages.')
    const after = await author.get(edit)
    expect(after.html).toContain('Somebody has signed')
    expect(after.html).not.toContain('name="texts.0.body"')
    const moved = await author.send(edit, edit, { signBy: '2026-11-28T12:00', openTo: 'coalition' })
    expect(moved.location).toBe(`${path}?done=saved`)
    expect((await desk.visitors.outsider.get(path)).status).toBe(404)
    const { texts } = await desk.call('GET', `/letters/${path.split('/').at(-1)}`)
    expect(texts[0].body).toBe('Three villages were burnt.')
  })

  it('go out after they were tried, in office hours there, and keep what is answered', async () => {
    const { author, coordinator } = desk.visitors
    const path = await desk.write()
    await desk.step(path, 'opening')
    await desk.step(path, 'signature', {}, desk.visitors.signatory)
    expect((await author.get(path)).html).not.toContain(`${path}/delivery`)
    await desk.step(path, 'closure')
    await desk.step(path, 'trial')
    await desk.pump.drain()
    expect(mailsTo(desk.people.lead.email).at(-1)).toContain('Trial: On')
    const scheduled = await desk.step(path, 'delivery')
    expect(scheduled.location).toBe(`${path}?done=saved`)
    expect((await author.get(path)).html).toContain('About to go out')
    expect(mailsTo(desk.council.email)).toHaveLength(0)
    await desk.pump.pass(5 * 3600)
    await desk.pump.pass(60)
    expect(mailsTo(desk.council.email)).toHaveLength(1)
    const watched = await coordinator.get(`${path}/progress`)
    expect(watched.html).toMatch(/A council.*River Watch/s)
    expect(watched.html).toContain('data-live')
    await desk.pump.feedBack(desk.world.mail.sent)
    const still = await coordinator.get(`${path}/progress/part`)
    expect(still.html).toContain('accepted by their server')
    expect(still.html).toContain('data-still')
    expect((await author.get(`${path}/progress`)).status).toBe(404)
    const early = await author.send(path, `${path}/answer`, {
      at: '2026-11-01T10:00',
      text: 'We have received it.',
    })
    expect(early.status).toBe(422)
    expect(early.html).toMatch(/id="at-fault"/)
    expect(early.html).toContain('We have received it.')
    const at = desk.world.clock.now().toISOString().slice(0, 16)
    desk.world.clock.advance(120)
    const local = new Date(Date.parse(`${at}Z`) + 60_000).toISOString().slice(0, 16)
    const kept = await coordinator.send(path, `${path}/answer`, { at: local, text: 'We have received it.' })
    expect(kept.location, kept.html).toBe(`${path}?done=saved`)
    expect((await author.get(path)).html).toContain('We have received it.')
  })

  it('are halted before they go out, and nothing is sent', async () => {
    const path = await desk.write()
    for (const name of ['opening']) await desk.step(path, name)
    await desk.step(path, 'signature', {}, desk.visitors.signatory)
    for (const name of ['closure', 'trial', 'delivery']) await desk.step(path, name)
    const { html } = await desk.visitors.author.get(path)
    expect(html).toContain('Halt')
    await desk.step(path, 'withdrawal')
    expect((await desk.visitors.author.get(path)).html).toContain('Given up')
    await desk.pump.pass(3 * 86_400)
    expect(mailsTo(desk.council.email)).toHaveLength(0)
  })

  it('give the form back with the fault beside its field, and all that was typed', async () => {
    const { author } = desk.visitors
    const from = '/console/letters/new'
    const sent = await author.send(from, from, {
      ...desk.typed,
      'texts.0.body': '',
      'texts.0.subject': '',
      'texts.0.language': '',
      'texts.2.language': 'es',
      'texts.2.subject': 'Sobre las aldeas',
      signBy: '2026-11-01T10:00',
    })
    expect(sent.status).toBe(422)
    // The second and the third have moved up, as the schema saw them.
    expect(sent.html).toMatch(/id="texts-1-body-fault"/)
    expect(sent.html).toContain('value="Sobre las aldeas"')
    const past = await author.send(from, from, { ...desk.typed, signBy: '2026-11-01T10:00' })
    expect(past.html).toMatch(/id="signBy-fault"/)
    const lead = await author.send(from, from, {
      ...desk.typed,
      targetId: desk.people.stranger.organizationId,
    })
    expect(lead.html).toMatch(/id="targetId-fault"/)
    const { signatory } = desk.visitors
    expect((await signatory.post(from, { ...desk.typed, token: 'x' })).status).toBe(403)
  })

  it('ask for a reason where they go to a government from which the situation is withheld', async () => {
    const { author } = desk.visitors
    const { countries } = await desk.call('GET', `/situations/${desk.situationId}`)
    const { id } = await desk.alliance.organization({
      name: 'A ministry',
      relation: 'authority',
      class: 'government',
      country: countries[0],
    })
    const from = '/console/letters/new'
    const refused = await author.send(from, from, { ...desk.typed, targetId: id })
    expect(refused.html).toMatch(/id="targetId-fault"/)
    const path = await desk.write({ targetId: id, targetReason: 'It has asked to hear from us.' })
    expect((await author.get(path)).html).toContain('It has asked to hear from us.')
  })
})
