import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { createWorld } from '../support/world.ts'

const text = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')

export const dirty = text('fixtures/dirty.csv')
export const demo = text('../../infra/local/demo/roster.csv')

export const counts = (created: number, updated: number, unchanged: number) => ({
  created,
  updated,
  unchanged,
})

/** An installation of its own, and a coordinator who imports files into it. */
export const anImporter = async () => {
  const world = await createWorld()
  const coordinator = await world.tokenFor({ grants: ['coordinator'] })

  const send = (file: string, query = '', headers = {}, token = coordinator) =>
    world.call(token, 'POST', `/v1/organizations/import${query}`, file, {
      'Content-Type': 'text/csv',
      ...headers,
    })

  const take = async (file: string, query = '') => {
    const { status, json } = await send(file, query)
    expect(status).toBe(200)
    return json
  }

  const roster = async () => {
    const found = await world.call(coordinator, 'GET', '/v1/organizations?limit=200')
    // biome-ignore lint/suspicious/noExplicitAny: tests read answers of any shape.
    return found.json.items as any[]
  }

  const named = async (name: string) => (await roster()).find((each) => each.name === name)

  return { world, coordinator, send, take, roster, named }
}
