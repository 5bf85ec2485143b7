import { beforeEach, describe, expect, it } from 'vitest'
import { directoryKeys } from '../../../shared/organizations/keys.ts'
import { getOrganization } from '../../../shared/organizations/repository.ts'
import { type LetterDesk, openLetterDesk } from './letter-desk.ts'
import type { Fields } from './visitor.ts'

describe('campaigns in the console', { timeout: 120_000 }, () => {
  let desk: LetterDesk
  let typed: Fields
  beforeEach(async () => {
    desk = await openLetterDesk()
    typed = {
      coalitionId: desk.coalitionId,
      name: 'Observers <now>',
      aim: 'That somebody looks.',
      targetIds: desk.council.organizationId,
      'asks.0.text': 'Send observers.\nTo all three villages.',
      'timeline.0.date': '2026-12-10',
      'timeline.0.what': 'The council meets.',
      openTo: 'members',
    }
  })

  const start = async (fields: Fields = {}) => {
    const from = '/console/campaigns/new'
    const sent = await desk.visitors.author.send(from, from, { ...typed, ...fields })
    expect(sent.status, sent.html).toBe(303)
    return sent.location!.replace(/\?.*/, '')
  }

  it('are begun by who leads, and read by every member with whom they speak to and what they ask', async () => {
    const path = await start()
    const { outsider, author, signatory } = desk.visitors
    const seen = await outsider.get(path)
    for (const said of ['Observers &lt;now&gt;', 'A council', 'To all three villages.', 'The council meets.'])
      expect(seen.html).toContain(said)
    expect(seen.html).not.toContain('For the river')
    expect(seen.html).not.toContain(`${path}/status`)
    expect((await outsider.get('/console/campaigns')).html).toContain(path)
    expect((await outsider.get('/console/campaigns/new')).status).toBe(403)
    expect((await author.get(`/console/coalitions/${desk.coalitionId}`)).html).toContain(path)
    const within = await start({ openTo: 'coalition' })
    expect((await outsider.get(within)).status).toBe(404)
    expect((await signatory.get(within)).status).toBe(200)
  })

  it('are asked into, let in, turned down and left; who asks is for those who lead', async () => {
    const path = await start()
    const { outsider, author, signatory } = desk.visitors
    const join = `${path}/organizations/${desk.people.stranger.organizationId}`
    expect((await outsider.send(path, join, { status: 'asked' })).location).toBe(`${path}?done=saved`)
    expect((await outsider.get(path)).html).toContain('asks to join')
    expect((await signatory.get(path)).html).not.toContain('Lake Archive')
    expect((await author.get(path)).html).toContain('Lake Archive')
    // Nobody lets themselves in.
    const alone = await outsider.send(path, join, { status: 'joined' })
    expect(alone.status).toBeGreaterThanOrEqual(400)
    expect((await author.send(path, join, { status: 'joined' })).location).toBe(`${path}?done=saved`)
    expect((await signatory.get(path)).html).toContain('Lake Archive')
    expect((await outsider.send(path, join, { status: 'left' })).status).toBe(303)
    expect((await signatory.get(path)).html).not.toContain('Lake Archive')
    const other = `${path}/organizations/${desk.people.signer.organizationId}`
    expect((await outsider.post(other, { token: 'x', status: 'asked' })).status).toBe(403)
  })

  it('are changed without losing what the form does not show, ended, and taken up again', async () => {
    const path = await start({ 'asks.1.text': 'Say so in public.' })
    const { author, outsider } = desk.visitors
    const edit = `${path}/edit`
    const cut = { ...typed, 'asks.0.text': 'Cut' }
    expect((await author.send(edit, edit, cut)).status).toBe(400)
    const whole = { ...typed, name: 'Observers soon', 'asks.1.text': 'Say so in public.' }
    const bad = await author.send(edit, edit, { ...whole, name: ' ', 'timeline.1.what': 'Someday' })
    expect(bad.status).toBe(422)
    expect(bad.html).toMatch(/id="name-fault"/)
    expect(bad.html).toMatch(/id="timeline-1-date-fault"/)
    expect(bad.html).toContain('value="Someday"')
    expect((await author.send(edit, edit, whole)).location).toBe(`${path}?done=saved`)
    expect((await author.get(path)).html).toContain('Observers soon')
    await author.send(path, `${path}/status`)
    const ended = await outsider.get(path)
    expect(ended.html).toContain('Ended')
    expect(ended.html).not.toContain('Ask to join')
    await author.send(path, `${path}/status`)
    expect((await outsider.get(path)).html).toContain('Ask to join')
  })

  it('keep those whom they speak to when the roster has more than a form offers', async () => {
    const path = await start()
    const { store } = desk.world.deps
    const council = await getOrganization(store, desk.council.organizationId)
    // In no list, as one of very many stands on no first page.
    for (const key of directoryKeys(council)) await store.write({ table: 'members', delete: key })
    const edit = `${path}/edit`
    const { html } = await desk.visitors.author.get(edit)
    expect(html).toMatch(/<option value="org_[^"]+" selected[^>]*>A council/)
  })

  it('are named by appeals, of those that one may know of, and show them', async () => {
    const path = await start()
    const within = await start({ openTo: 'coalition', name: 'Among us' })
    const idOf = (of: string) => of.split('/').at(-1)!
    const { author, outsider } = desk.visitors
    const from = '/console/posts/new'
    const offered = await outsider.get(`${from}?campaign=${idOf(within)}`)
    expect(offered.html).toContain('Observers &lt;now&gt;')
    expect(offered.html).not.toContain('Among us')
    const appeal: Fields = {
      kind: 'appeal',
      'texts.0.language': 'en',
      'texts.0.title': 'Join us',
      'texts.0.body': 'Tell them to look.',
      'audience.to': 'members',
      campaignId: idOf(path),
    }
    const link = `${from}?campaign=${idOf(path)}`
    expect((await author.get(link)).html).toMatch(/<option value="appeal" selected/)
    const news = await author.send(from, from, { ...appeal, kind: 'news' })
    expect(news.html).toMatch(/id="campaignId-fault"/)
    const secret = await outsider.send(from, from, { ...appeal, campaignId: idOf(within) })
    expect(secret.html).toMatch(/id="campaignId-fault"/)
    const made = await author.send(from, from, appeal)
    const post = made.location!.replace(/\?.*/, '')
    await author.send(post, `${post}/publication`)
    expect((await outsider.get(path)).html).toContain('Join us')
    expect((await outsider.get(post)).html).toContain(`href="${path}"`)
    // When the campaign has ended, a correction still names it, until its author takes it out.
    await author.send(path, `${path}/status`)
    const edit = `${post}/edit`
    expect((await author.get(edit)).html).toMatch(/<option value="cmp_[^"]+" selected[^>]*>Observers/)
    const kept = await author.send(edit, edit, { ...appeal, 'texts.0.body': 'Look.', changed: 'Shorter.' })
    expect(kept.location, kept.html).toBe(`${post}?done=saved`)
    const out = { ...appeal, 'texts.0.body': 'Look.', campaignId: '', changed: 'Alone.' }
    expect((await author.send(edit, edit, out)).location).toBe(`${post}?done=saved`)
    expect((await outsider.get(post)).html).not.toContain(`href="${path}"`)
  })
})
