import { beforeEach, describe, expect, it } from 'vitest'
import { type LetterDesk, openLetterDesk } from './letter-desk.ts'

describe('the directory of decision-makers in the console', { timeout: 120_000 }, () => {
  let desk: LetterDesk
  beforeEach(async () => {
    desk = await openLetterDesk()
  })

  const from = '/console/offices/new'
  const typed = () => ({ authorityId: desk.council.organizationId, role: 'Head of <the> desk' })

  it('names whom a member speaks to, for all members, and on the page of a letter that goes there', async () => {
    const { author, outsider, signatory } = desk.visitors
    const sent = await author.send(from, from, { ...typed(), note: 'Prefers the morning.' })
    const list = `/console/offices?of=${desk.council.organizationId}`
    expect(sent.location).toBe(`${list}&done=saved`)
    const seen = await outsider.get(list)
    for (const said of ['Head of &lt;the&gt; desk', 'A council', 'River Watch', 'Prefers the morning.'])
      expect(seen.html).toContain(said)
    expect(seen.html).not.toContain('/console/offices/off_')
    const path = await desk.write()
    expect((await signatory.get(path)).html).toContain('Head of &lt;the&gt; desk')
  })

  it('is changed and cleared by who keeps contact, passed on by a coordinator, and by nobody else', async () => {
    const { author, outsider, coordinator } = desk.visitors
    await author.send(from, from, typed())
    const list = `/console/offices?of=${desk.council.organizationId}`
    const entry = /\/console\/offices\/off_[^/"]+/.exec((await author.get(list)).html)![0]
    expect((await outsider.get(entry)).status).toBe(403)
    expect((await author.get(entry)).html).not.toContain('name="keptBy"')
    // A member passes an entry on to nobody, whatever is sent.
    const { organizationId: stranger } = desk.people.stranger
    await author.send(entry, entry, { role: 'Counsellor', keptBy: stranger })
    expect((await author.get(list)).html).toContain('Counsellor')
    expect((await outsider.get(entry)).status).toBe(403)
    const blank = await author.send(entry, entry, { role: ' ', note: 'Kept.' })
    expect(blank.status).toBe(422)
    expect(blank.html).toMatch(/id="role-fault"/)
    expect(blank.html).toContain('Kept.')
    await coordinator.send(entry, entry, { role: 'Counsellor', keptBy: stranger })
    expect((await author.get(entry)).status).toBe(403)
    expect((await outsider.get('/console/offices?of=own')).html).toContain('Counsellor')
    const removal = `${entry}/removal`
    const stale = await outsider.send(entry, removal, { version: '1' })
    expect(stale.status).toBe(412)
    expect(stale.html).toContain('value="Counsellor"')
    expect((await outsider.send(entry, removal)).location).toBe(`${list}&done=saved`)
    expect((await outsider.get(list)).html).not.toContain('Counsellor')
  })

  it('takes in nobody of an organization that is no decision-maker', async () => {
    const { author } = desk.visitors
    const wrong = await author.send(from, from, {
      ...typed(),
      authorityId: desk.people.signer.organizationId,
    })
    expect(wrong.status).toBe(422)
    expect(wrong.html).toMatch(/id="authorityId-fault"/)
    expect(wrong.html).toContain('Head of &lt;the&gt; desk')
  })
})
