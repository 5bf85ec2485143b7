import { beforeEach, describe, expect, it } from 'vitest'
import { type AlertDesk, openAlertDesk } from './alert-desk.ts'
import { visitor } from './visitor.ts'

const reason = { 'breakGlass.reason': 'Nobody <else> answers, and they are at the gates.' }

describe('the release of an alert by pages', { timeout: 120_000 }, () => {
  let desk: AlertDesk
  beforeEach(async () => {
    desk = await openAlertDesk()
  })
  const alerted = () => desk.world.mail.sent.filter(({ tags }) => tags['kind'] === 'alert').length

  it('is done alone in an emergency, said loudly, confirmed by a second, and looked at again', async () => {
    const { author, second, pump, submit } = desk
    const path = await desk.write({ level: 'emergency' })
    await submit(path)
    const empty = await author.send(path, `${path}/alone`, { 'breakGlass.reason': ' ' })
    expect(empty.status).toBe(422)
    expect(empty.html).toMatch(/id="breakGlass-reason-fault"/)
    expect((await author.send(path, `${path}/alone`, reason)).location).toBe(`${path}?done=approved`)
    const held = await second.get(path)
    expect(held.html).toContain('Nobody &lt;else&gt; answers')
    expect(held.html).toContain('Unless somebody halts it, it goes out at')
    expect(alerted()).toBe(0)
    await pump.pass(120)
    expect(alerted()).toBe(3)
    expect((await author.get(path)).html).not.toContain(`${path}/approve`)
    expect((await second.get(path)).html).toContain('Until a second confirms it')
    expect((await second.send(path, `${path}/approve`)).status).toBe(303)
    expect((await second.get(path)).html).not.toContain('Until a second confirms it')

    expect((await author.get(path)).html).not.toContain(`${path}/review`)
    const silent = await second.send(path, `${path}/review`, { verdict: 'justified', findings: '' })
    expect(silent.status).toBe(422)
    expect(silent.html).toMatch(/id="findings-fault"/)
    const found = { verdict: 'justified', findings: 'Nobody could be reached.' }
    expect((await second.send(path, `${path}/review`, found)).status).toBe(303)
    const after = await author.get(path)
    expect(after.html).toContain('It was right')
    expect(after.html).toContain('Nobody could be reached.')
  })

  it('is not offered alone where it is no emergency', async () => {
    const path = await desk.write()
    await desk.submit(path)
    expect((await desk.second.get(path)).html).not.toContain(`${path}/alone`)
  })

  it('goes on after a halt when two persons ask for it, and not by one who asks twice', async () => {
    const { author, second } = desk
    const path = await desk.issue()
    await second.send(path, `${path}/halt`)
    expect((await author.send(path, `${path}/resume`)).status).toBe(303)
    expect((await author.get(path)).html).toContain('A second person must agree')
    expect((await author.get(path)).html).not.toContain(`${path}/resume`)
    expect((await second.get(path)).html).toContain('If you agree, it goes on at once')
    expect((await second.send(path, `${path}/resume`)).status).toBe(303)
    expect((await second.get(path)).html).not.toContain('nothing more of this is sent')
  })

  it('tells a kind of organization later, and leaves it out for good where somebody says so', async () => {
    const { alliance, author, pump } = desk
    await alliance.organization({ name: 'Wire Service', class: 'media' }, [
      { email: 'desk@wire.example.org' },
    ])
    const path = await desk.issue({ 'embargoes.media.minutes': '60' })
    expect(desk.world.mail.sent.filter(({ to }) => to === 'desk@wire.example.org')).toEqual([])
    const step = `${path}/embargoes/media/cancel`
    expect((await author.get(path)).html).toContain('<h3>Told later</h3>')
    expect((await author.send(path, step)).status).toBe(303)
    expect((await author.get(path)).html).not.toContain(step)
    await pump.pass(3600)
    expect(desk.world.mail.sent.filter(({ to }) => to === 'desk@wire.example.org')).toEqual([])
  })

  it('waits for the comments that were asked for, which stand on its page, until the round is closed', async () => {
    const { alliance, author, world } = desk
    const { id: organizationId, contacts } = await alliance.organization({ name: 'River Monitor' }, [
      { email: 'desk@river.example.org' },
    ])
    const path = await desk.write()
    const asked = { until: '2026-11-23T12:00', organizationIds: organizationId }
    const none = await author.send(`${path}/comments`, `${path}/comments`, { until: '2026-11-23T12:00' })
    expect(none.status).toBe(422)
    expect((await author.send(`${path}/comments`, `${path}/comments`, asked)).status).toBe(303)
    expect((await author.get(path)).html).toContain('Nobody changes the draft until')
    const session = await world.tokenFor({ organizationId, contactId: contacts[0]!.id } as never)
    const body = { text: 'The second village is <called> otherwise.' }
    const said = await world.call(session, 'POST', `/v1${path.slice(8)}/comments/${organizationId}`, body)
    expect(said.status, said.text).toBeLessThan(300)
    expect((await author.get(`${path}/comments`)).html).toContain('is &lt;called&gt; otherwise')
    expect((await author.send(path, `${path}/comments/close`)).status).toBe(303)
    expect((await author.get(path)).html).toContain(`${path}/edit`)
  })

  it('takes a late translation, which another approves, to those who read nothing else', async () => {
    const { alliance, author, second, pump, world } = desk
    await alliance.organization({ name: 'Delta Archive' }, [
      { email: 'desk@delta.example.org', languages: ['km'] },
    ])
    const path = await desk.issue({ level: 'emergency' })
    const at = `${path}/translations`
    const text = {
      language: 'km',
      headline: 'ទូកត្រូវបានយកទៅ',
      description: 'ក្នុងភូមិបី',
      translatedBy: 'Desk of translators',
    }
    const empty = await author.send(at, at, { ...text, headline: '' })
    expect(empty.status).toBe(422)
    expect(empty.html).toMatch(/id="headline-fault"/)
    expect(empty.html).toContain('ក្នុងភូមិបី')
    expect((await author.send(at, at, text)).location).toBe(`${at}?done=saved`)
    expect((await author.get(at)).html).not.toContain(`${at}/approve`)
    const before = world.mail.sent.length
    expect((await second.send(at, `${at}/approve`)).location).toBe(`${at}?done=approved`)
    await pump.drain()
    expect(world.mail.sent.slice(before).map(({ to }) => to)).toContain('desk@delta.example.org')
    expect((await visitor(world).then((member) => member.get(at))).status).toBe(404)
  })
})
