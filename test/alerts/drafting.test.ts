import { beforeAll, describe, expect, it } from 'vitest'
import { anAlert } from '../support/builders.ts'
import { createDesk, type Desk } from './desk.ts'

const text = { language: 'en', headline: 'Headline', description: 'Description' }

describe('drafting an alert', () => {
  let desk: Desk
  let situationId: string
  beforeAll(async () => {
    desk = await createDesk()
    await desk.join('Memorial Trust')
    situationId = (await desk.alliance.situation()).id
  })

  const draft = (change: object = {}, headers = {}) =>
    desk.post('', { ...anAlert(), situationId, ...change }, desk.coordinator, headers)
  const pointersOf = ({ json }: { json: { errors: { pointer: string }[] } }) =>
    json.errors.map(({ pointer }) => pointer)

  it('tells nobody, is restricted unless its author says otherwise, and keeps the version of its level', async () => {
    const { status, json, headers } = await draft()
    expect(status).toBe(201)
    expect(headers.get('Location')).toBe(`/v1/alerts/${json.id}`)
    expect(json).toMatchObject({ state: 'draft', scope: 'restricted', revision: 1, levelDefinition: 1 })
    await desk.pump.drain()
    expect(desk.world.mail.sent).toEqual([])
  })

  it.each([
    ['no text at all', { texts: [] }, '#/texts'],
    ['two texts in one language', { texts: [text, text] }, '#/texts/1/language'],
    [
      'the same language written twice',
      {
        texts: [
          { ...text, language: 'pt-BR' },
          { ...text, language: 'PT-br' },
        ],
      },
      '#/texts/1/language',
    ],
    [
      'a headline of 161 characters',
      { texts: [{ ...text, headline: 'x'.repeat(161) }] },
      '#/texts/0/headline',
    ],
    [
      'a headline of two lines',
      { texts: [{ ...text, headline: 'a\r\nBcc: b@example.org' }] },
      '#/texts/0/headline',
    ],
    ['a language that is none', { texts: [{ ...text, language: 'en_US' }] }, '#/texts/0/language'],
    [
      'more text than a row takes',
      {
        texts: Array.from({ length: 6 }, (_, at) => ({
          ...text,
          language: `en-${at}00`,
          description: 'x'.repeat(8000),
        })),
      },
      '#/texts',
    ],
    [
      'more advice than a row takes',
      { recommendations: Array.from({ length: 50 }, () => ({ addressee: 'x', action: 'y'.repeat(2000) })) },
      '#/recommendations',
    ],
    ['an audience of nobody', { audience: {} }, '#/audience'],
    [
      'an audience that cannot be',
      { audience: { relations: ['member'], classes: ['army'] } },
      '#/audience/classes/0',
    ],
    ['an end that has passed', { expiresAt: '2026-11-22T08:59:59Z' }, '#/expiresAt'],
    ['an end beyond all calendars', { expiresAt: '9999-12-31T23:59:59-23:59' }, '#/expiresAt'],
    ['a stage that is none', { stages: [11] }, '#/stages/0'],
    ['a field of its own', { state: 'issued' }, '#'],
    ['a situation of others', { situationId: 'sit_nowhere' }, '#/situationId'],
  ])('refuses %s', async (_, change, pointer) => {
    const refused = await draft(change)
    expect([refused.status, pointersOf(refused)]).toEqual([422, [pointer]])
  })

  it('holds the longest alert that it lets in, in the widest script, through its whole life', async () => {
    const texts = Array.from({ length: 5 }, (_, at) => ({
      language: ['en', 'fr', 'km', 'ar', 'he'][at],
      headline: 'ខ'.repeat(100),
      description: 'ខ'.repeat(7800),
    }))
    const recommendations = Array.from({ length: 10 }, () => ({
      addressee: 'ខ'.repeat(100),
      action: 'ខ'.repeat(1900),
    }))
    const { json } = await draft({ texts, recommendations, scope: 'public' })
    await desk.release(json.id)
    expect((await desk.visit(`/alerts/${json.id}`)).status).toBe(200)
    expect((await desk.visit(`/alerts/${json.id}/cap.xml`)).status).toBe(200)
    expect((await desk.cancel(json.id, 'retracted', texts as never)).state).toBe('cancelled')
  })

  it('is done once under one Idempotency-Key', async () => {
    const key = { 'Idempotency-Key': '"alert-1"' }
    const [first, again] = [await draft({}, key), await draft({}, key)]
    expect([again.status, again.json]).toEqual([201, first.json])
    expect((await draft({ level: 'watch' }, key)).status).toBe(422)
    const atOnce = await Promise.all(
      Array.from({ length: 5 }, () => draft({}, { 'Idempotency-Key': 'at-once' })),
    )
    expect(new Set(atOnce.map(({ json }) => json.id)).size).toBe(1)
  })

  it('is changed only by who names the version they read', async () => {
    const { json } = await draft()
    const path = `/v1/alerts/${json.id}`
    const blind = await desk.call(desk.coordinator, 'PATCH', path, { level: 'watch' })
    expect(blind.status).toBe(428)
    const changed = await desk.change(json.id, { level: 'emergency' }, 1)
    expect([changed.status, changed.json.level, changed.headers.get('ETag')]).toEqual([
      200,
      'emergency',
      '"2"',
    ])
    expect((await desk.change(json.id, { level: 'watch' }, 1)).status).toBe(412)
    expect((await desk.change(json.id, { situationId }, 2)).status).toBe(422)
  })

  it('honours If-Match at every later step too', async () => {
    const { json } = await draft()
    const stale = { 'If-Match': '"7"' }
    const refused = await desk.post(`/${json.id}/submission`, undefined, desk.coordinator, stale)
    expect(refused.status).toBe(412)
    const { digest } = await desk.submit(json.id)
    for (const [step, body] of [
      ['approval', { digest }],
      ['return', { remarks: 'Again' }],
    ] as const)
      expect((await desk.post(`/${json.id}/${step}`, body, desk.second, stale)).status).toBe(412)
    const issued = await desk.post(`/${json.id}/approval`, { digest }, desk.second, { 'If-Match': '"2"' })
    expect([issued.status, issued.headers.get('ETag')]).toEqual([200, '"3"'])
    for (const [step, body] of [
      ['update', {}],
      ['cancellation', { reason: 'retracted', texts: [text] }],
      ['halt', undefined],
    ] as const)
      expect((await desk.post(`/${json.id}/${step}`, body, desk.coordinator, stale)).status).toBe(412)
  })
})

describe('submitting an alert', () => {
  let desk: Desk
  beforeAll(async () => {
    desk = await createDesk()
    await desk.join('Memorial Trust')
  })

  it('freezes it: from then on nothing of it changes', async () => {
    const { id } = await desk.alliance.draft()
    const { digest, revision } = await desk.submit(id)
    expect([revision, digest]).toEqual([1, expect.stringMatching(/^[\w-]{43}$/)])
    expect((await desk.change(id, { level: 'emergency' }, 2)).status).toBe(409)
    expect((await desk.post(`/${id}/submission`)).status).toBe(409)
    expect(await desk.read(id)).toMatchObject({ state: 'in-review', level: 'warning', digest })
  })

  it('gives another digest to whatever says, tells or ends anything else', async () => {
    const { id: situationId } = await desk.alliance.situation()
    const digests = []
    for (const change of [
      {},
      { level: 'emergency' },
      { scope: 'public' },
      { expiresAt: '2027-01-02T00:00:00Z' },
    ]) {
      const { json } = await desk.post('', { ...anAlert(), situationId })
      await desk.change(json.id, change, 1)
      digests.push((await desk.submit(json.id)).digest)
    }
    expect(new Set(digests).size).toBe(4)
  })

  it.each([
    ['reaches nobody', { audience: { countries: ['IS'] } }, '#/audience'],
    [
      'names an organization that is not in the roster',
      { audience: { organizationIds: ['org_nowhere'] } },
      '#/audience/organizationIds',
    ],
    [
      'names a coalition that does not exist',
      { audience: { coalitionIds: ['coa_nowhere'] } },
      '#/audience/coalitionIds',
    ],
  ])('is refused where it %s', async (_, change, pointer) => {
    const { id } = await desk.alliance.draft(change)
    const refused = await desk.post(`/${id}/submission`)
    expect([refused.status, refused.json.errors[0].pointer]).toEqual([422, pointer])
  })

  it('is refused once its end has passed, and so is approval', async () => {
    const apart = await createDesk()
    await apart.join('Memorial Trust')
    const soon = { expiresAt: '2026-11-22T10:00:00Z' }
    const [late, inReview] = [await apart.alliance.draft(soon), await apart.alliance.draft(soon)]
    const { digest } = await apart.submit(inReview.id)
    apart.world.clock.advance(3600)
    expect((await apart.post(`/${late.id}/submission`)).status).toBe(422)
    expect((await apart.approve(inReview.id, { digest })).status).toBe(422)
  })
})
