import { beforeAll, describe, expect, it } from 'vitest'
import { rowKinds } from '../../shared/takeout/kinds.ts'
import { createWorld, type World } from '../support/world.ts'
import { createFilledWorld, endOf, fileOf, importInto, rowsIn } from './filled.ts'

let filled: Awaited<ReturnType<typeof createFilledWorld>>
let file: string
let there: World
beforeAll(async () => {
  filled = await createFilledWorld()
  file = await fileOf(filled.world)
  there = await createWorld({ keyId: 'k7' })
  await importInto(there, file)
})

const get = async (world: World, token: string, path: string) => {
  const { status, json } = await world.call(token, 'GET', path)
  expect([path, status]).toEqual([path, 200])
  return json
}

describe('everything, taken out and brought into an empty installation', () => {
  it('is of many kinds', () => {
    const { kinds, rows } = endOf(file)
    expect(rows).toBeGreaterThan(500)
    const wanted = [
      ...[
        'organization',
        'address',
        'grant',
        'settings',
        'situation',
        'coalition',
        'participation',
        'meeting',
      ],
      ...[
        'answer to a meeting',
        'meeting of a series',
        'poll',
        'post',
        'case',
        'hearing',
        'alert',
        'revision',
      ],
      ...[
        'answer to an alert',
        'event',
        'notification',
        'chunk of a manifest',
        'delivery',
        'evidence',
        'task',
      ],
      ...[
        'what opens evidence',
        'public key of evidence',
        'letter',
        'office',
        'briefing',
        'hub',
        'what is due',
      ],
    ]
    expect(wanted.filter((kind) => !(kind in kinds))).toEqual([])
  })

  it('yields the same again, row by row, when it is taken out there', async () => {
    const again = await fileOf(there)
    expect(rowsIn(again)).toEqual(rowsIn(file))
    expect(endOf(again)).toMatchObject({ content: endOf(file).content, kinds: endOf(file).kinds })
  })

  it('reads the same through the API', async () => {
    const [here, elsewhere] = await Promise.all(
      [filled.world, there].map((world) => world.tokenFor({ grants: ['coordinator'] })),
    )
    const { alertId, house } = filled
    const paths = [
      '/v1/organizations?limit=200',
      '/v1/situations',
      '/v1/coalitions',
      '/v1/meetings',
      `/v1/meetings/${house.meetingId}/rsvps`,
      '/v1/alerts',
      `/v1/alerts/${alertId}/deliveries?limit=200`,
      `/v1/events?subject=${alertId}`,
      '/v1/posts',
      '/v1/cases',
      '/v1/settings',
      '/v1/tasks',
    ]
    for (const path of paths) {
      const cursorless = ({ items, ...rest }: { items?: unknown[] }) => ({ items, ...rest })
      expect(cursorless(await get(there, elsewhere!, path))).toEqual(
        cursorless(await get(filled.world, here!, path)),
      )
    }
  })

  it('leaves what must not leave, each for a reason that is given', () => {
    const stays = rowKinds.filter(({ stays }) => stays)
    expect(stays.every(({ stays }) => stays!.length > 20)).toBe(true)
    const { kinds } = endOf(file)
    expect(stays.filter(({ name, copy }) => !copy && name in kinds)).toEqual([])
  })
})

describe('where it came to', () => {
  it('hubs and owners of endpoints begin with new secrets', async () => {
    const token = await there.tokenFor({ grants: ['coordinator'] })
    const { items } = await get(there, token, '/v1/hubs')
    expect(items.length).toBeGreaterThan(0)
    const { status, json } = await there.call(token, 'POST', `/v1/hubs/${items[0].id}/secret`)
    expect([status, json.secret]).toEqual([200, expect.stringMatching(/^whsec_/)])
    expect((await get(there, token, '/v1/webhooks')).items).toEqual([])
  })
})
