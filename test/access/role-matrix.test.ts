import { beforeAll, describe, expect, it } from 'vitest'
import { type Role, ruleOf } from '../../shared/access/table.ts'
import { createWorld, type World } from '../support/world.ts'
import { buildHouse, people, type Someone } from './house.ts'
import { type Entry, pathOf, routes } from './routes.ts'

const rolesOf: Readonly<Record<Someone, readonly Role[]>> = {
  nobody: [],
  member: ['member'],
  outsider: ['member'],
  authority: ['authority'],
  approver: ['approver', 'member'],
  coordinator: ['coordinator', 'member'],
  program: ['coordinator', 'member'],
}

/** What the table says, read here a second time and apart from the code that reads it in earnest. */
const isAllowed = ({ deed, own = ['member'] }: Entry, someone: Someone) => {
  if (deed === 'public') return true
  if (someone === 'nobody') return false
  if (deed === 'signed-in') return true
  if (someone === 'program') return false
  const rule = ruleOf(deed)
  const reaches = rolesOf[someone].map((role) => rule[role])
  return reaches.some((reach) => reach === 'everywhere' || (reach !== undefined && own.includes(someone)))
}

const expected = (entry: Entry, someone: Someone) => {
  if (isAllowed(entry, someone)) return 'let in'
  if (someone === 'nobody') return '401'
  return entry.hidden ? 'not there' : '403'
}

const outcome = (entry: Entry, someone: Someone, status: number) => {
  const wanted = expected(entry, someone)
  if (wanted === 'let in') return status < 300 || entry.or?.includes(status) ? wanted : String(status)
  if (wanted === 'not there') return [403, 404].includes(status) ? wanted : String(status)
  return String(status)
}

describe('who may do what', () => {
  let world: World
  let known: string[]
  beforeAll(async () => {
    world = await createWorld()
    const { json } = await world.call(undefined, 'GET', '/openapi.json')
    known = Object.entries<object>(json.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
  })

  it('is laid down for every route there is, and for no other', () => {
    expect(Object.keys(routes).sort()).toEqual(known.sort())
  })

  for (const someone of people)
    it(`holds for ${someone}`, async () => {
      const house = await buildHouse(world)
      const [wanted, seen]: Record<string, string>[] = [{}, {}]
      for (const [route, entry] of Object.entries(routes)) {
        const scope =
          entry.deed === 'public' || entry.deed === 'signed-in' ? undefined : ruleOf(entry.deed).scope
        const token = house.tokenOf(someone, scope)
        const method = route.split(' ')[0]!
        const answer = await world.call(
          token,
          method,
          pathOf(route, entry, house),
          entry.body?.(house),
          entry.headers,
        )
        wanted![route] = expected(entry, someone)
        seen![route] = outcome(entry, someone, answer.status)
      }
      expect(seen).toEqual(wanted)
    })
})
