import { expect, it } from 'vitest'
import { createDutyRoom } from '../alerts/release/duty-room.ts'
import { day } from './room.ts'

it('an alert that was told in a digest is corrected in time, however short mails are kept', async () => {
  const room = await createDutyRoom()
  await room.set({ holdSeconds: 0 })
  const reader = await room.join('Morning Readers', {}, { preferences: { digest: {} } })
  const id = await room.issue({ level: 'watch', expiresAt: '2027-10-01T00:00:00Z' })
  for (let hour = 0; hour < 24; hour++) await room.pump.pass(3600)
  const kinds = () => room.mailsTo(reader).map(({ tags }) => tags['kind'])
  expect(kinds()).toContain('digest')
  await room.pump.feedBack()

  const { call, coordinator } = room
  const { version } = (await call(coordinator, 'GET', '/v1/settings')).json
  const retention = { mails: 30 }
  await call(coordinator, 'PATCH', '/v1/settings', { retention }, { 'If-Match': `"${version}"` })
  const second = await room.coordinatorNamed('Second Desk')
  const confirmed = await call(second.token, 'POST', '/v1/settings/confirmation', undefined, {
    'If-Match': `"${version + 1}"`,
  })
  expect(confirmed.status).toBe(200)
  room.world.clock.advance(60 * day)
  for (let at = 0; at < 40; at++) await room.pump.pass(61)

  const before = kinds().length
  await room.cancel(id, 'retracted')
  await room.pump.drain()
  for (let at = 0; at < 10; at++) await room.pump.pass(120)
  expect(kinds().slice(before)).toContain('alert')
})
