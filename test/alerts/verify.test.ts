import PostalMime from 'postal-mime'
import { beforeAll, describe, expect, it } from 'vitest'
import { createDesk, type Desk } from './desk.ts'

describe('verifying an alert', () => {
  let desk: Desk
  beforeAll(async () => {
    desk = await createDesk()
    await desk.join('Memorial Trust')
  })

  const ask = async (reference: string, digest: string) => {
    const { status, text, headers } = await desk.visit(
      `/verify?${new URLSearchParams({ reference, digest })}`,
    )
    expect([status, headers.get('Cache-Control')]).toEqual([200, 'no-store'])
    return [...text.matchAll(/<p class="notice"[^>]*>([^<]+)<\/p>/g)].map(([, said]) => said!)
  }
  const claimsOf = async (id: string) =>
    (await desk.read(id)).issues as { reference: string; digest: string; issuedAt: string }[]
  const said = async (id: string, revision = 1) => {
    const { reference, digest } = (await claimsOf(id))[revision - 1]!
    return (await ask(reference, digest)).join(' ')
  }

  it('asks for reference and check code, and changes nothing', async () => {
    const { text, status } = await desk.visit('/verify')
    expect([status, text.includes('name="reference"'), text.includes('name="digest"')]).toEqual([
      200,
      true,
      true,
    ])
    expect(text).not.toContain('class="notice"')
  })

  it('says of a restricted alert that it is genuine and current, and nothing more', async () => {
    const id = await desk.issue()
    expect(await said(id)).toContain('Genuine and current')
    const { reference, digest } = (await claimsOf(id))[0]!
    const { text } = await desk.visit(`/verify?reference=${reference}&digest=${digest}`)
    for (const inside of ['Villages', 'Warning', 'Sudan', id, 'Rising']) expect(text).not.toContain(inside)
    expect((await ask(` ${reference.toLowerCase()} `, ` ${digest} `)).join()).toContain('Genuine and current')
  })

  it('works by the link in the mail', async () => {
    const id = await desk.issue()
    const { text = '' } = await PostalMime.parse(desk.world.mail.sent.at(-1)!.raw)
    const link = /https:\/\/tocsin\.example\.org(\/verify\?\S+)/.exec(text)![1]!
    expect(link).toContain((await claimsOf(id))[0]!.reference)
    expect((await desk.visit(link)).text).toContain('Genuine and current')
  })

  it('knows nothing where reference and check code do not belong together', async () => {
    const [first, second] = [await desk.issue(), await desk.issue()]
    const [one, other] = [(await claimsOf(first))[0]!, (await claimsOf(second))[0]!]
    const { id: draft } = await desk.alliance.draft()
    const { digest: unissued } = await desk.submit(draft)
    const wrong: [string, string][] = [
      [one.reference, other.digest],
      [one.reference, `${one.digest.slice(0, -1)}!`],
      [one.reference, one.digest.slice(0, 20)],
      ['TOC-2026-00000-1', one.digest],
      [`TOC-2026-${draft.slice(-5).toUpperCase()}-1`, unissued],
      ['reference', 'x'],
      ['\u0000', '\u0000'],
      ['x'.repeat(5000), 'x'.repeat(5000)],
    ]
    for (const [reference, digest] of wrong)
      expect((await ask(reference, digest)).join()).toContain('knows no alert with this reference')
    expect(await ask(one.reference, '')).toEqual([])
  })

  it('tells a corrected, a retracted, an ended and an expired alert apart, by any of their revisions', async () => {
    const corrected = await desk.issue()
    await desk.update(corrected)
    expect(await said(corrected, 1)).toContain('Genuine, but corrected')
    expect(await said(corrected, 2)).toContain('Genuine and current')
    await desk.post(`/${corrected}/update`, {})
    expect(await said(corrected, 2)).toContain('Genuine and current')
    await desk.cancel(corrected, 'retracted')
    for (const revision of [1, 2, 3])
      expect(await said(corrected, revision)).toContain('Genuine, but retracted')
    const passed = await desk.issue()
    await desk.cancel(passed, 'danger-passed')
    expect(await said(passed)).toContain('Genuine, but no longer valid')
    const expired = await desk.issue({ expiresAt: '2026-11-22T10:00:00Z' })
    desk.world.clock.advance(3600)
    expect(await said(expired)).toContain('Genuine, but no longer valid')
  })

  it('says of an exercise that it is one', async () => {
    const id = await desk.issue({ exercise: true, scope: 'public' })
    expect(await said(id)).toMatch(/Genuine and current.*This is an exercise\./)
  })
})
