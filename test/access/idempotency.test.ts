import { beforeAll, describe, expect, it } from 'vitest'
import { aContact, anOrganization } from '../support/builders.ts'
import { createWorld, type World } from '../support/world.ts'
import { buildHouse, type House } from './house.ts'

const soon = '2027-01-01T00:00:00Z'

/** Whatever makes something, and a second request that is another. */
const creations: Readonly<Record<string, (house: House) => readonly [path: string, body: object]>> = {
  'an organization': () => ['/organizations', anOrganization({ name: 'Once' })],
  'a contact': ({ organizationId }) => [
    `/organizations/${organizationId}/contacts`,
    aContact({ email: 'once@example.org' }),
  ],
  'a situation': () => ['/situations', { title: 'Once', level: 'watch', countries: ['KE'] }],
  'an indicator': ({ situationId }) => [
    `/situations/${situationId}/timeline`,
    { date: '2026-11-20', text: 'Seen once' },
  ],
  'a coalition': ({ situationId }) => ['/coalitions', { situationId, name: 'Once', purpose: 'To answer' }],
  invitations: ({ coalitionId, outsiderId }) => [
    `/coalitions/${coalitionId}/invitations`,
    { organizationIds: [outsiderId], role: 'observer' },
  ],
  'a meeting': ({ bodies }) => ['/meetings', bodies.aMeeting],
  'a poll': ({ bodies }) => ['/polls', bodies.aPoll],
  'an alert': ({ bodies }) => ['/alerts', bodies.anAlert],
  'a webhook': ({ bodies }) => ['/webhooks', bodies.aWebhook],
  'a token': () => ['/tokens', { name: 'Once', scopes: ['events:read'], expiresAt: soon }],
  'a grant': ({ organizationId, contactId }) => ['/grants', { organizationId, contactId, kind: 'approver' }],
}

describe('a request that is sent several times at once', () => {
  let world: World
  let house: House
  beforeAll(async () => {
    world = await createWorld()
    house = await buildHouse(world)
  })

  for (const [what, creation] of Object.entries(creations))
    it(`makes ${what} once and answers each alike`, async () => {
      const [path, body] = creation(house)
      const token = house.tokenOf('coordinator', undefined)
      const post = (sent: object) =>
        world.call(token, 'POST', `/v1${path}`, sent, { 'Idempotency-Key': '"once"' })
      const answers = await Promise.all(Array.from({ length: 6 }, () => post(body)))
      const later = await post(body)
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => later.status))
      expect(later.status).toBeLessThan(300)
      expect(new Set([...answers, later].map(({ json }) => json.id)).size).toBe(1)
    })
})
