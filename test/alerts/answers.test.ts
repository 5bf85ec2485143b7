import { beforeAll, describe, expect, it } from 'vitest'
import { suppressAddress } from '../../shared/organizations/suppress.ts'
import { createDesk, type Desk, type Joined } from './desk.ts'

let desk: Desk
let member: Joined
let authority: Joined
let stranger: Joined
beforeAll(async () => {
  desk = await createDesk()
  member = await desk.join('Memorial Trust')
  authority = await desk.join('Special Adviser', { class: 'un', relation: 'authority' })
  stranger = await desk.join('Stranger', { country: 'FR' })
})

const audience = () => ({ organizationIds: [member.organizationId, authority.organizationId] })
const issue = (change: object = {}) => desk.issue({ audience: audience(), ...change })
const stored = async (id: string, { organizationId }: Joined) =>
  (await desk.rowsOf(id)).find(({ sk }) => sk === `answer#${organizationId}`)
const board = async (id: string, query = '') =>
  (await desk.call(desk.coordinator, 'GET', `/v1/alerts/${id}/answers${query}`)).json
const put = (token: string | undefined, id: string, organizationId: string, said: object) =>
  desk.call(token, 'PUT', `/v1/alerts/${id}/answers/${organizationId}`, said)

describe('answers to an alert', () => {
  it('are listed with who is silent, and counted apart for members and authorities', async () => {
    const id = await issue()
    const said = { answer: 'passed-on', desk: 'Night desk', passedTo: 'The regional bureau' }
    await desk.send(await desk.linkFor(id, authority), { ...said, comment: ' ' })
    const { items, counts } = await board(id)
    expect(items).toMatchObject([
      { organizationId: member.organizationId, relation: 'member', answer: null },
      {
        organizationId: authority.organizationId,
        relation: 'authority',
        ...said,
        by: 'link',
      },
    ])
    expect(counts).toEqual({
      members: {
        ...{ told: 1, confirmed: 0, silent: 1, bouncing: 0 },
        ...{ received: 0, 'will-act': 0, acting: 0, cannot: 0, disputes: 0 },
      },
      authorities: {
        ...{ told: 1, confirmed: 1, silent: 0, bouncing: 0 },
        ...{ received: 0, 'passed-on': 1, 'not-for-us': 0 },
      },
    })
  })

  it('come page by page, with counts over all', async () => {
    const id = await issue()
    const page = await desk.call(desk.coordinator, 'GET', `/v1/alerts/${id}/answers?limit=1`)
    expect([page.json.items.length, page.json.counts.authorities.told]).toEqual([1, 1])
    const next = /<https:\/\/tocsin\.example\.org([^>]+)>/.exec(page.headers.get('Link')!)![1]!
    const rest = await desk.call(desk.coordinator, 'GET', next)
    expect([rest.json.items.length, rest.headers.get('Link')]).toEqual([1, null])
  })

  it('are for coordinators and approvers to read; of a draft there are none', async () => {
    const id = await issue()
    const status = async (token: string | undefined) =>
      (await desk.call(token, 'GET', `/v1/alerts/${id}/answers`)).status
    const approver = await desk.world.tokenFor({ grants: ['approver'] })
    expect([await status(approver), await status(member.token), await status(undefined)]).toEqual([
      200, 404, 401,
    ])
    const { id: draft } = await desk.alliance.draft()
    expect((await board(draft)).items).toEqual([])
  })

  it('are given for one’s own organization, or recorded by a coordinator who was told on the phone', async () => {
    const id = await issue()
    const own = await put(member.token, id, member.organizationId, { answer: 'will-act' })
    expect(own.json).toMatchObject({ answer: 'will-act', by: 'api', contactId: member.contactId })
    const phoned = await put(desk.coordinator, id, member.organizationId, {
      answer: 'acting',
      comment: 'By phone',
    })
    expect(phoned.json).toMatchObject({
      answer: 'acting',
      by: 'coordinator',
      earlier: [{ answer: 'will-act' }],
    })
    expect(phoned.json.contactId).toBeUndefined()
    const other = await put(stranger.token, id, member.organizationId, { answer: 'acting' })
    const untold = await put(stranger.token, id, stranger.organizationId, { answer: 'acting' })
    const nobody = await put(undefined, id, member.organizationId, { answer: 'acting' })
    expect([other.status, untold.status, nobody.status]).toEqual([403, 404, 401])
    const wrong = await put(authority.token, id, authority.organizationId, { answer: 'acting' })
    expect([wrong.status, wrong.json.errors[0].pointer]).toEqual([422, '#/answer'])
    expect((await put(authority.token, id, authority.organizationId, { answer: 'passed-on' })).status).toBe(
      200,
    )
  })

  it('given at once by many of one organization are all kept, and one counts', async () => {
    const id = await issue()
    const words = ['received', 'will-act', 'acting', 'cannot', 'disputes']
    const all = await Promise.all(
      words.map((answer) => put(member.token, id, member.organizationId, { answer })),
    )
    expect(all.map(({ status }) => status)).toEqual(words.map(() => 200))
    const row = (await stored(id, member))!
    const said = [row, ...(row['earlier'] as object[])].map((each) => (each as { answer: string }).answer)
    expect(said.sort()).toEqual(words.sort())
    expect((await board(id)).counts.members).toMatchObject({ told: 1, silent: 0 })
  })

  it('tell those whose mail comes back from the silent: told is confirmed, silent and bouncing together', async () => {
    const bouncing = await desk.join('Unreachable Trust')
    const organizationIds = [member.organizationId, authority.organizationId, bouncing.organizationId]
    const id = await issue({ audience: { organizationIds } })
    await put(member.token, id, member.organizationId, { answer: 'received' })
    await suppressAddress(desk.world.deps, bouncing.email, 'bounced')
    const { counts, items } = await board(id)
    expect(counts.members).toMatchObject({ told: 2, confirmed: 1, silent: 0, bouncing: 1 })
    expect(counts.authorities).toMatchObject({ told: 1, confirmed: 0, silent: 1, bouncing: 0 })
    expect(items.map((item: { bouncing: boolean }) => item.bouncing)).toEqual([false, false, true])
  })
  it('never count who is discreet as silent, nor who has left since; what they answer counts', async () => {
    const hidden = await desk.join('Hidden Trust', {}, { discreet: true })
    const gone = await desk.join('Gone Trust')
    const organizationIds = [hidden, gone, member].map((each) => each.organizationId)
    const id = await issue({ audience: { organizationIds } })
    await desk.call(gone.token, 'POST', `/v1/organizations/${gone.organizationId}/departure`, {})
    expect((await board(id)).counts.members).toMatchObject({ told: 3, confirmed: 0, silent: 1, excused: 2 })
    await put(hidden.token, id, hidden.organizationId, { answer: 'received' })
    expect((await board(id)).counts.members).toMatchObject({ told: 3, confirmed: 1, silent: 1, excused: 1 })
  })
})
