import { beforeAll, describe, expect, it } from 'vitest'
import { scopes } from '../../shared/access/actor.ts'
import type { Id } from '../../shared/ids.ts'
import { createRandom } from '../support/random.ts'
import { Wire } from '../support/wire.ts'
import { createWorld, type World } from '../support/world.ts'
import { faultOf, type Operation, readContract } from './fuzz/contract.ts'
import { type Drawn, draw, informed, type Read } from './fuzz/draw.ts'
import { buildSecrets, type Secrets } from './fuzz/secrets.ts'
import { buildHouse, type House } from './house.ts'

const requests = Number(process.env['FUZZ'] ?? 20_000)
/** At each so many requests the engine fails, with words that repeat what was sent. */
const perFailure = 40
/** Guessers destroy what they may, so they get a new house from time to time. */
const perHouse = 250

/** Stands in what a failing engine says. */
const canary = 'zqcanary'

const people = ['member', 'coordinator', 'program'] as const
type Guesser = (typeof people)[number] | 'nobody'

/** What a guesser knows: the ids of the own house; whoever is no coordinator, those of the secrets as well. */
const idsOf = (house: House, secrets: Secrets, guesser: Guesser) => [
  ...Object.values(house).filter((value) => typeof value === 'string'),
  house.colleagues.first,
  house.guest.contactId,
  ...(guesser === 'coordinator' ? [] : secrets.ids),
]

describe('whatever is sent', () => {
  let world: World
  let operations: Operation[]
  let secrets: Secrets
  const wire = new Wire()
  const lines: string[] = []
  beforeAll(async () => {
    const write = (message: string, fields?: object) =>
      void lines.push(JSON.stringify({ message, ...fields }))
    world = await createWorld({ client: wire.wrap, log: { info: write, warn: write, error: write } })
    operations = await readContract(world)
    secrets = await buildSecrets(world)
  })

  const ask = async ({ method, path, headers, body }: Drawn, token: string | undefined) => {
    const response = await world.app.request(path, {
      method,
      headers: { ...(token && { Authorization: `Bearer ${token}` }), ...headers },
      ...(body !== undefined && { body }),
    })
    const type = response.headers.get('Content-Type') ?? ''
    const said = [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n')
    return { path, status: response.status, type, text: await response.text(), said }
  }

  /** The resource that a change is made to: its address without the step at the end. */
  const lookUp = async ({ method, path }: Drawn, token: string | undefined): Promise<Read> => {
    const target = path.replace(/\?.*$/, '').replace(/(\/v1\/\w+\/\w+)\/\w+.*$/, '$1')
    if (method === 'GET' || !/^\/v1\/\w+\/\w+$/.test(target)) return {}
    const { headers, json } = await world.call(token, 'GET', target)
    return { etag: headers.get('ETag') ?? '', digest: json?.digest }
  }

  /** A program of the member that may do as much as any program of theirs. */
  const programOf = ({ organizationId, contactId }: House) =>
    world.tokenFor({
      organizationId,
      contactId: contactId as Id<'contact'>,
      scopes: scopes.filter((scope) => scope !== 'webhooks:write'),
    })

  it('would be caught showing what it must not', () => {
    expect(secrets.leakIn(secrets.ids[0]!, '')).toBeTruthy()
    expect(secrets.leakIn(secrets.ids[0]!, secrets.ids[0]!)).toBeUndefined()
  })

  it(`is answered as the contract has it, and tells nobody of others' matters`, async () => {
    const faults: object[] = []
    const tally: Record<string, number> = {}
    const lucky = new Set<string>()
    const tokens = new Set<string>()
    const seed = Number(process.env['FUZZ_SEED'] ?? 2026)
    let house = await buildHouse(world)
    let program = await programOf(house)
    for (let at = 0; at < requests; at++) {
      if (at > 0 && at % perHouse === 0) {
        house = await buildHouse(world)
        program = await programOf(house)
      }
      const random = createRandom(seed + at)
      const guesser = random.chance(0.1) ? 'nobody' : random.pick(people)
      const operation = operations[at % operations.length]!
      const token = guesser === 'program' ? program : house.tokenOf(guesser, undefined)
      const guess = draw(random, operation, house, idsOf(house, secrets, guesser))
      const drawn = random.chance(0.3) ? informed(guess, await lookUp(guess, token)) : guess
      const fails = at % perFailure === perFailure - 1
      const failure = new Error(
        `${canary}: ${JSON.stringify(drawn)} by ${token} of ${canary}@member.example.org`,
      )
      wire.meddle = () => (fails ? { before: failure } : undefined)
      const answer = await ask(drawn, token)
      wire.meddle = () => undefined
      if (token) tokens.add(token)
      tally[answer.status] = (tally[answer.status] ?? 0) + 1
      if (answer.status < 300) lucky.add(operation.route)
      const mayKnow = guesser === 'coordinator'
      const leak = mayKnow ? undefined : secrets.leakIn(answer.text + answer.said, JSON.stringify(drawn))
      const isTold = fails && (answer.text + answer.said).includes(canary) ? 'says why it failed' : undefined
      const fault = (fails && answer.status === 500 ? isTold : faultOf(operation, answer)) ?? leak
      if (fault) faults.push({ at, guesser, ...drawn, status: answer.status, fault })
      world.clock.advance(1)
    }
    const never = operations.filter(({ route }) => !lucky.has(route)).map(({ route }) => route)
    console.log(`${requests} requests by status`, tally)
    console.log(`of ${operations.length} routes, these let nobody in:`, never)
    expect(faults).toEqual([])
    expect(lines.length).toBe(tally[500])
    const revealing = (line: string) => /@|zq/.test(line) || [...tokens].some((token) => line.includes(token))
    expect(lines.filter(revealing)).toEqual([])
    expect(Object.keys(tally)).toEqual(
      expect.arrayContaining(['200', '201', '401', '403', '404', '422', '500']),
    )
  }, 3_600_000)
})
