import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { createDesk, type Desk, type Joined } from '../alerts/desk.ts'
import { everyItem } from '../support/follow.ts'
import { playStory } from './play.ts'

const roster = new URL('../../../shared/data/roster.csv', import.meta.url)

/** One contact of an organization of the roster, signed in. */
const joinedOf = async ({ call, coordinator, world }: Desk, id: string, role?: string): Promise<Joined> => {
  const { contacts, relation } = (await call(coordinator, 'GET', `/v1/organizations/${id}`)).json
  const { id: contactId, email } = contacts[0]
  if (role) {
    const path = `/v1/organizations/${id}/contacts/${contactId}`
    const { headers } = await call(coordinator, 'GET', `/v1/organizations/${id}`)
    const moved = await call(coordinator, 'PATCH', path, { role }, { 'If-Match': headers.get('ETag')! })
    if (moved.status >= 300) throw new Error(moved.text)
  }
  const person = { organizationId: id as Joined['organizationId'], contactId }
  return { ...person, email, token: await world.tokenFor({ ...person, relation }) }
}

// The roster lies beside the repository, and is no part of it.
const isHere = existsSync(roster)

it.skipIf(!isHere)(
  isHere
    ? 'tells a whole situation on the roster of the alliance, from the first indicator to a judgment'
    : 'SKIPPED: the roster is not beside the repository',
  async () => {
    const desk = await createDesk()
    const { call, coordinator, world } = desk
    const imported = await call(
      coordinator,
      'POST',
      '/v1/organizations/import',
      readFileSync(roster, 'utf8'),
      { 'Content-Type': 'text/csv' },
    )
    expect([imported.status, imported.json.rejected]).toEqual([200, []])
    const listed = async (query: string): Promise<string[]> =>
      (await everyItem(world, coordinator, `/v1/organizations?limit=200&${query}`))
        .toSorted((a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1))
        .map(({ id }: { id: string }) => id)
    const [lead, ...members] = await listed('relation=member')
    const [council] = await listed('relation=authority&class=un')
    const signatories: Joined[] = []
    for (const id of members.slice(0, 12)) signatories.push(await joinedOf(desk, id, 'signatory'))
    const told = await playStory(desk, {
      author: await joinedOf(desk, lead!),
      others: signatories.slice(0, 3),
      signatories,
      council: await joinedOf(desk, council!),
    })
    await expect(`${told.map((line) => `${line.when}  ${line.told}`).join('\n')}\n`).toMatchFileSnapshot(
      'story-on-the-roster.txt',
    )
    expect(told[1]?.told).toContain('An indicator was noted')
    expect(told.at(-1)?.told).toContain('Judgment')
  },
  300_000,
)
