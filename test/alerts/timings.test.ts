import { expect, it } from 'vitest'
import { createDesk } from './desk.ts'

it('reports of an exercise how long it took to send, to arrive and to be answered', async () => {
  const desk = await createDesk()
  const member = await desk.join('Memorial Trust')
  await desk.alliance.members(27)
  const { id } = await desk.alliance.draft({ exercise: true })
  await desk.alliance.release(id)
  desk.world.clock.advance(2)
  await desk.pump.drain()
  desk.world.clock.advance(3)
  await desk.pump.feedBack()
  desk.world.clock.advance(55)
  const path = `/v1/alerts/${id}/answers/${member.organizationId}`
  await desk.call(member.token, 'PUT', path, { answer: 'received' })
  desk.world.clock.advance(60)
  await desk.call(member.token, 'PUT', path, { answer: 'acting' })
  const { json } = await desk.call(desk.coordinator, 'GET', `/v1/alerts/${id}/timings`)
  expect(json).toMatchObject({
    exercise: true,
    issues: [
      {
        revision: 1,
        contacts: 28,
        expanded: 2,
        states: {
          sent: { count: 28, first: 2, last: 2 },
          delivered: { count: 28, first: 5, last: 5 },
        },
      },
    ],
    answers: { count: 1, first: 60, last: 60 },
  })
  const { id: draft } = await desk.alliance.draft()
  const unissued = await desk.call(desk.coordinator, 'GET', `/v1/alerts/${draft}/timings`)
  expect(unissued.json).toEqual({ exercise: false, issues: [] })
})
