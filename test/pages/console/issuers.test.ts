import PostalMime from 'postal-mime'
import { beforeEach, describe, expect, it } from 'vitest'
import { type AlertDesk, openAlertDesk, typedAlert } from './alert-desk.ts'
import { sequenceOf } from './trips.ts'
import { type Fields, formsIn, standing, type Visitor } from './visitor.ts'

interface Member {
  readonly id: string
  readonly name: string
}

describe('in whose name an alert goes out, in the console', { timeout: 120_000 }, () => {
  let desk: AlertDesk
  let trust: Member
  let watch: Member
  beforeEach(async () => {
    desk = await openAlertDesk()
    const add = async (name: string, email: string) => {
      const { id } = await desk.alliance.organization({ name }, [{ email }])
      return { id, name }
    }
    trust = await add('Memorial <Trust>', 'desk@trust.example.org')
    watch = await add('Watch House', 'desk@watch.example.org')
  })

  const by = (...all: Member[]): Fields => ({
    'issuedBy.by': 'organizations',
    'issuedBy.organizationIds': all.map(({ id }) => id),
  })
  const stored = async (path: string) =>
    (await desk.world.call(desk.alliance.coordinator, 'GET', `/v1${path.slice(8)}`)).json
  /** Sends the form on a page as it stands, with some fields otherwise. */
  const change = async (at: string, fields: Fields = {}) => {
    const form = formsIn((await desk.author.get(at)).html, at).find(({ action }) => action === at)!
    return desk.author.post(at, { ...standing(form.fields), ...fields })
  }
  const toldTo = () => desk.world.mail.sent.splice(0).map(({ to }) => to)
  const ask = async (path: string) => {
    const at = `${path}/consents`
    const sent = await desk.author.send(at, at)
    await desk.pump.drain()
    return sent
  }
  /** Notes what somebody has said by phone, on the page where it stands beside their name. */
  const note = async (path: string, who: Visitor, { id }: Member, answer = 'given') => {
    const at = `${path}/consents`
    const forms = formsIn((await who.get(at)).html, at)
    const form = forms.find(
      ({ action, fields }) => action === `${at}/${id}` && fields.includes(`"${answer}"`),
    )
    return form && who.post(`${at}/${id}`, standing(form.fields))
  }

  it('is chosen among members, who are asked, agree to the very text, and are named then', async () => {
    const path = await desk.write(by(trust, watch))
    toldTo()
    const early = await desk.author.send(path, `${path}/submit`)
    expect([early.status, early.html.includes('who has not consented')]).toEqual([422, true])
    expect((await desk.author.get(path)).html).toContain(`${path}/consents`)
    const before = (await desk.author.get(`${path}/consents`)).html
    expect(before.match(/not asked yet/g)).toHaveLength(2)
    expect(before).toContain('Memorial &lt;Trust&gt;')
    expect((await ask(path)).status).toBe(303)
    expect(toldTo().sort()).toEqual(['desk@trust.example.org', 'desk@watch.example.org'])
    // Whoever wrote it does not agree for others.
    expect(await note(path, desk.author, trust)).toBeUndefined()
    for (const member of [trust, watch]) expect((await note(path, desk.second, member))?.status).toBe(303)
    expect((await desk.author.get(`${path}/consents`)).html.match(/· agreed/g)).toHaveLength(2)
    await desk.submit(path)
    expect((await desk.second.get(path)).html).toContain('Memorial &lt;Trust&gt;')
    expect((await desk.approve(path)).status).toBe(303)
    await desk.pump.drain()
    const mail = desk.world.mail.sent.findLast(({ to }) => to === 'desk@trust.example.org')
    const { text } = await PostalMime.parse(mail!.raw)
    expect(text).toContain('In the name of: Memorial <Trust> and Watch House')
  })

  it('is asked of everybody anew once the text is another, and once by a form that is sent twice', async () => {
    const path = await desk.write(by(trust))
    toldTo()
    const at = `${path}/consents`
    const form = formsIn((await desk.author.get(at)).html, at).find(({ action }) => action === at)!
    const both = [
      await desk.author.post(at, standing(form.fields)),
      await desk.author.post(at, standing(form.fields)),
    ]
    expect(both.map(({ status }) => status)).toEqual([303, 412])
    await desk.pump.drain()
    expect(toldTo()).toEqual(['desk@trust.example.org'])
    await note(path, desk.second, trust)
    expect((await change(`${path}/edit`, { 'texts.0.headline': 'Boats are burnt' })).status).toBe(303)
    expect((await stored(path)).issuedBy).toEqual({ by: 'organizations', organizationIds: [trust.id] })
    expect((await desk.author.get(at)).html).toContain('not asked yet')
    expect((await desk.author.send(path, `${path}/submit`)).status).toBe(422)
    await ask(path)
    await note(path, desk.second, trust, 'refused')
    expect((await desk.author.get(at)).html).toContain('· refused')
    expect((await desk.author.send(path, `${path}/submit`)).status).toBe(422)
    // The coordinators' own again.
    expect((await change(`${path}/edit`, { 'issuedBy.by': 'coordinator' })).status).toBe(303)
    expect((await stored(path)).issuedBy).toBeUndefined()
    expect((await desk.author.get(path)).html).not.toContain(`${path}/consents`)
    await desk.submit(path)
  })

  it('is a coalition’s that may be named, by consent of one that leads it', async () => {
    const call = async (path: string, body: object, method = 'POST') =>
      (await desk.world.call(desk.alliance.coordinator, method, `/v1${path}`, body)).json
    const form = async (name: string, confidential: boolean) => {
      const body = { situationId: desk.situationId, name, purpose: 'To speak with one voice.', confidential }
      const { id } = await call('/coalitions', body)
      await call(`/coalitions/${id}/invitations`, { organizationIds: [watch.id], role: 'lead' })
      await call(`/coalitions/${id}/organizations/${watch.id}`, { status: 'joined' }, 'PUT')
      return id as string
    }
    const [open, secret] = [await form('For the isles', false), await form('In quiet', true)]
    const { html } = await desk.author.get('/console/alerts/new')
    const offered = /<select id="issuedBy-coalitionId".*?<\/select>/s.exec(html)![0]
    expect([offered.includes(open), offered.includes(secret)]).toEqual([true, false])
    const path = await desk.write({ 'issuedBy.by': 'coalition', 'issuedBy.coalitionId': open })
    expect((await desk.author.get(`${path}/edit`)).html).toContain(`value="${open}" selected`)
    const look = () => sequenceOf(desk.wire, () => desk.author.get(`${path}/consents`))
    // The session, and what the page itself reads; the shortest of several is what it is.
    expect(Math.min(await look(), await look(), await look()) - 1).toBeLessThanOrEqual(3)
    await ask(path)
    expect((await note(path, desk.second, watch))?.status).toBe(303)
    await desk.submit(path)
    expect((await desk.second.get(path)).html).toContain('For the isles')
    const later = await desk.write({ 'issuedBy.by': 'coalition', 'issuedBy.coalitionId': open })
    await call(`/coalitions/${open}/closure`, { reason: 'Done' })
    const why = await desk.author.get(`${later}/consents`)
    expect([why.status, why.html.includes('names no coalition that may be named')]).toEqual([200, true])
    // What was chosen stays chosen, though nobody is offered it any more.
    expect((await desk.author.get(`${later}/edit`)).html).toContain(`value="${open}" selected`)
  })

  it('gives back the fault beside the field where nobody is chosen', async () => {
    const from = '/console/alerts/new'
    const look = async (fields: Fields) =>
      (await desk.author.send(from, from, { ...typedAlert(desk.situationId), ...fields })).html
    expect(await look({ 'issuedBy.by': 'coalition' })).toMatch(/id="issuedBy-coalitionId-fault"/)
    const nobody = await look({ 'issuedBy.by': 'organizations' })
    expect(nobody).toMatch(/id="issuedBy-organizationIds-fault"/)
    expect(nobody).toContain('Boats are taken &lt;away&gt;')
  })
})
