import { expect, it } from 'vitest'
import { createAlliance } from '../support/alliance.ts'
import { createPump } from '../support/pump.ts'
import { aRoster } from '../support/roster-file.ts'
import { type Call, Wire } from '../support/wire.ts'
import { createWorld } from '../support/world.ts'
import { aMeeting, submit } from './gathering.ts'
import { read } from './mails.ts'

const begin = async () => {
  const wire = new Wire()
  const world = await createWorld({ client: wire.wrap })
  const pump = createPump(world, wire)
  const alliance = await createAlliance(world)
  const calls: Call[] = []
  wire.onCall = (call) => calls.push(call)
  return { world, pump, alliance, calls }
}

const url = 'https://meet.example.org/1'
const hybrid = { location: { kind: 'hybrid', address: 'The hall', url }, capacities: { inPerson: 5 } }

it.each([{}, { capacity: 1 }, hybrid, { quorum: { organizations: 1 } }])(
  'an answer by the link to a meeting with %j is one read of it and one transaction, beside who it is',
  async (change) => {
    const { world, pump, alliance, calls } = await begin()
    await alliance.members(1)
    await world.call(alliance.coordinator, 'POST', '/v1/meetings', aMeeting(change))
    await pump.drain()
    const { link } = await read(world.mail.sent[0]!)
    calls.length = 0
    await submit(world, link!, { answer: 'accepted' })
    const answered = calls.findIndex(({ name }) => name === 'TransactWriteCommand')
    expect(calls.slice(0, answered + 1).map(({ name }) => name)).toEqual([
      'GetCommand',
      'BatchGetCommand',
      'TransactWriteCommand',
    ])
    expect(calls.filter(({ name }) => name === 'TransactWriteCommand')).toHaveLength(1)
    // Nobody had a place before that another may have now.
    expect(JSON.stringify(calls[answered]!.input)).not.toContain('meeting-places')
  },
)

it('a page of the board of a thousand is one query and one batch of the manifest', async () => {
  const { world, pump, alliance, calls } = await begin()
  const rows = Array.from({ length: 1000 }, (_, at) => ({
    organization: `Member ${Math.floor(at / 50)}`,
    email: `c${at}@example.org`,
  }))
  await world.call(alliance.coordinator, 'POST', '/v1/organizations/import', aRoster(rows), {
    'Content-Type': 'text/csv',
  })
  const { json } = await world.call(alliance.coordinator, 'POST', '/v1/meetings', aMeeting())
  await pump.drain()
  calls.length = 0
  const board = await world.call(alliance.coordinator, 'GET', `/v1/meetings/${json.id}/rsvps?limit=50`)
  expect([board.json.items.length, board.json.counts.contacts.invited]).toEqual([50, 1000])
  const tables = (call: Call) => JSON.stringify(call.input)
  const ofMeeting = calls.filter((call) => /meetings|deliveries/.test(tables(call)))
  expect(ofMeeting.map(({ name }) => name).sort()).toEqual(['BatchGetCommand', 'GetCommand', 'QueryCommand'])
}, 120_000)
