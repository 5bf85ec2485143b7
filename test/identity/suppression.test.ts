import { beforeEach, describe, expect, it } from 'vitest'
import { enrolBootstrap } from '../../shared/identity/bootstrap.ts'
import { findAddress } from '../../shared/organizations/repository.ts'
import { suppressAddress } from '../../shared/organizations/suppress.ts'
import { createWorld, type World } from '../support/world.ts'
import { type People, peopleOf, type Someone } from './people.ts'

let world: World
let people: People
const [coordinator, second] = ['bootstrap-one', 'bootstrap-two']
beforeEach(async () => {
  world = await createWorld()
  await enrolBootstrap(world.deps, [coordinator, second])
  people = peopleOf(world, coordinator)
})

const reasonOf = async (someone: Someone) => (await people.contactOf(someone))?.suppressed?.reason
const typesOf = async (subject: string) =>
  (await world.call(coordinator, 'GET', `/v1/events?subject=${subject}`)).json.items.map(
    ({ type }: { type: string }) => type,
  )

describe('unsubscribing', () => {
  const oneClick = { 'Content-Type': 'application/x-www-form-urlencoded' }
  const post = (link: string, body = 'List-Unsubscribe=One-Click') =>
    world.call(undefined, 'POST', link, body, oneClick)

  it('works by one click, as often as one likes, for one organization alone', async () => {
    const here = await people.enter('both@example.org')
    const there = await people.enter('both@example.org')
    const link = await people.linkOf(here, 'unsubscribe', 'ntf_1')
    for (let click = 0; click < 3; click++) {
      const answer = await post(link)
      expect([answer.status, answer.headers.get('Location'), answer.headers.get('Set-Cookie')]).toEqual([
        200,
        null,
        null,
      ])
    }
    expect([await reasonOf(here), await reasonOf(there)]).toEqual(['unsubscribed', undefined])
    expect(await typesOf(here.organizationId)).toEqual([
      'organization.created',
      'contact.added',
      'contact.unsubscribed',
    ])
  })

  it('takes the form of any mail provider, and even none', async () => {
    const multipart = { 'Content-Type': 'multipart/form-data; boundary=x' }
    const headersOf: Record<string, string>[] = [multipart, {}]
    for (const headers of headersOf) {
      const someone = await people.enter()
      const link = await people.linkOf(someone, 'unsubscribe', 'ntf_1')
      const body =
        '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n'
      expect((await world.call(undefined, 'POST', link, body, headers)).status).toBe(200)
      expect(await reasonOf(someone)).toBe('unsubscribed')
    }
  })

  it('changes nothing when a scanner looks, and can be undone', async () => {
    const someone = await people.enter()
    const link = await people.linkOf(someone, 'unsubscribe', 'ntf_1')
    expect((await world.call(undefined, 'GET', link)).text).toContain(someone.email)
    await world.call(undefined, 'HEAD', link)
    expect(await reasonOf(someone)).toBeUndefined()
    await post(link)
    expect((await world.call(undefined, 'GET', link)).text).toContain('value="undo"')
    expect((await post(link, 'action=undo')).status).toBe(200)
    expect(await reasonOf(someone)).toBeUndefined()
  })

  it('loses nothing when many click at once while the organization is being changed', async () => {
    const { organizationId } = await people.enter()
    const all = await Promise.all(
      [1, 2, 3, 4].map((at) => people.join(organizationId, `click${at}@example.org`)),
    )
    const links = await Promise.all(all.map((each) => people.linkOf(each, 'unsubscribe', 'ntf_1')))
    const answers = await Promise.all(links.map((link) => post(link)))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(await Promise.all(all.map(reasonOf))).toEqual(Array(4).fill('unsubscribed'))
  })

  it('knows no link of another purpose, another key or a contact that is gone', async () => {
    const someone = await people.enter()
    const link = await people.linkOf(someone, 'unsubscribe', 'ntf_1')
    const other = await people.linkOf(someone, 'sign-in', 'sgn_1')
    expect((await post(other.replace('/sign-in/', '/unsubscribe/'))).status).toBe(404)
    expect((await post(`${link}0`)).status).toBe(404)
    await world.call(
      coordinator,
      'DELETE',
      `/v1/organizations/${someone.organizationId}/contacts/${someone.contactId}`,
    )
    expect((await post(link)).status).toBe(404)
  })

  it('does not keep anybody from signing in', async () => {
    const someone = await people.enter()
    await post(await people.linkOf(someone, 'unsubscribe', 'ntf_1'))
    expect(await people.signIn(someone)).toBeTypeOf('string')
  })
})

describe('an address that bounces', () => {
  it('is suppressed for every contact it serves, once, and for those who come later', async () => {
    const one = await people.enter('dead@example.org')
    const two = await people.enter('dead@example.org')
    for (let bounce = 0; bounce < 2; bounce++)
      await suppressAddress(world.deps, 'DEAD@example.org', 'bounced')
    const three = await people.enter('dead@example.org')
    expect(await Promise.all([one, two, three].map(reasonOf))).toEqual(['bounced', 'bounced', 'bounced'])
    expect(await typesOf(one.organizationId)).toEqual([
      'organization.created',
      'contact.added',
      'contact.suppressed',
    ])
    await suppressAddress(world.deps, 'unknown@example.org', 'bounced')
  })

  it('does not lose to edits at the same moment', async () => {
    const { organizationId } = await people.enter('dead@example.org')
    const others = [1, 2, 3].map((at) => people.join(organizationId, `live${at}@example.org`))
    const [added] = await Promise.all([
      people.enter('dead@example.org'),
      suppressAddress(world.deps, 'dead@example.org', 'complained'),
      ...others,
    ])
    const { json } = await world.call(coordinator, 'GET', `/v1/organizations/${organizationId}`)
    expect(json.contacts.length).toBe(4)
    expect(json.contacts.filter(({ suppressed }: { suppressed?: object }) => suppressed).length).toBe(1)
    expect(await reasonOf(added)).toBe('complained')
  })

  it('may be written to again when a coordinator says so', async () => {
    const someone = await people.enter('back@example.org')
    await suppressAddress(world.deps, 'back@example.org', 'bounced')
    const path = `/v1/organizations/${someone.organizationId}/contacts/${someone.contactId}/suppression`
    const own = await world.tokenFor({ organizationId: someone.organizationId as `org_${string}` })
    expect((await world.call(own, 'DELETE', path)).status).toBe(403)
    expect((await world.call(coordinator, 'DELETE', path)).status).toBe(204)
    expect(await reasonOf(someone)).toBeUndefined()
    expect(await reasonOf(await people.enter('back@example.org'))).toBeUndefined()
  })
})

describe('an address in the hands of others', () => {
  const report = (someone: Someone, by = coordinator) =>
    world.call(
      by,
      'POST',
      `/v1/organizations/${someone.organizationId}/contacts/${someone.contactId}/compromised`,
    )

  const grant = async ({ organizationId, contactId }: Someone) => {
    await world.call(coordinator, 'POST', '/v1/grants', { organizationId, contactId, kind: 'coordinator' })
    await world.call(second, 'POST', `/v1/grants/${contactId}/coordinator/confirmation`)
  }

  it('opens nothing any more, in any organization it serves', async () => {
    const here = await people.enter('taken@example.org')
    const there = await people.enter('taken@example.org')
    const sessions = [await people.signIn(here), await people.signIn(there)]
    const link = await people.linkOf(there, 'unsubscribe', 'ntf_1')
    expect((await report(here)).status).toBe(200)
    for (const session of sessions) expect((await world.call(session, 'GET', '/v1/me')).status).toBe(401)
    expect((await world.call(undefined, 'GET', link)).status).toBe(404)
    expect([await reasonOf(here), await reasonOf(there)]).toEqual(['compromised', 'compromised'])
    await people.ask('taken@example.org')
    const code = await people.codeFor('taken@example.org')
    expect((await people.enterCode('taken@example.org', code)).status).toBe(401)
    expect((await report(here)).status).toBe(200)
    expect(await typesOf(there.organizationId)).toEqual([
      'organization.created',
      'contact.added',
      'contact.compromised',
    ])
  })

  it('is reported by its own organization or by a coordinator', async () => {
    const someone = await people.enter()
    expect((await report(someone, await world.tokenFor())).status).toBe(403)
    const own = await world.tokenFor({ organizationId: someone.organizationId as `org_${string}` })
    expect((await report(someone, own)).status).toBe(200)
  })

  it('lets grants rest', async () => {
    const holder = await people.enter('holder@example.org')
    await grant(holder)
    await report(holder)
    expect(await people.contactOf(holder)).toMatchObject({
      grants: [],
      suppressed: { reason: 'compromised' },
    })
    const { items } = (await world.call(coordinator, 'GET', '/v1/grants')).json
    const theirs = items.filter((grant: Someone) => grant.contactId === holder.contactId)
    expect(theirs).toMatchObject([
      { contactId: holder.contactId, status: 'suspended', suspension: { cause: 'compromised' } },
    ])
  })

  it('closes nobody else on the word of another organization, which may have entered it to do so', async () => {
    const decoy = await people.enter('holder@example.org')
    const holder = await people.enter('holder@example.org')
    await grant(holder)
    const session = await people.signIn(holder)
    const other = await world.tokenFor({ organizationId: decoy.organizationId as `org_${string}` })
    expect((await report(decoy, other)).status).toBe(200)
    expect(await reasonOf(decoy)).toBe('compromised')
    expect((await world.call(session, 'GET', '/v1/me')).status).toBe(200)
    expect(await people.contactOf(holder)).toMatchObject({ grants: ['coordinator'] })
    expect(await reasonOf(holder)).toBeUndefined()
    const asked = await people.ask('holder@example.org')
    expect(asked.status).toBe(202)
    const [first] = (await findAddress(world.deps.store, 'holder@example.org'))!.contacts
    expect(first).toEqual({ organizationId: holder.organizationId, contactId: holder.contactId })
    expect(await people.signIn(holder)).toBeTypeOf('string')
  })
})
