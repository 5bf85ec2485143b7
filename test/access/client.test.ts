import { expect, it } from 'vitest'
import { createClient } from '../../functions/api/client.ts'
import { anOrganization } from '../support/builders.ts'
import { createWorld } from '../support/world.ts'

it('is used by a program as its types say', async () => {
  const world = await createWorld()
  const token = await world.tokenFor({ grants: ['coordinator'] })
  const client = createClient('https://tocsin.example.org', token, async (input, init) =>
    world.app.request(input as string, init),
  )
  const made = await client.organizations.$post({
    header: {},
    json: { ...anOrganization(), class: 'ngo', relation: 'member' },
  })
  expect(made.status).toBe(201)
  if (made.status !== 201) return
  const { id, name } = await made.json()
  const read = await client.organizations[':id'].$get({ param: { id } })
  expect(read.ok && (await read.json()).name).toBe(name)
})
