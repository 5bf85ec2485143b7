import { expect, it } from 'vitest'
import { createDesk } from './desk.ts'

it('keeps an exercise from authorities that have not agreed to it, filtered or named, and says so', async () => {
  const desk = await createDesk()
  const authority = { relation: 'authority', class: 'un' }
  const member = await desk.join('Memorial Trust')
  const willing = await desk.join('Willing', { ...authority, acceptsExercises: true })
  const unasked = await desk.join('Unasked', authority)
  const named = await desk.join('Named', { ...authority, class: 'court' })
  const audience = {
    relations: ['member', 'authority'],
    classes: ['ngo', 'un'],
    organizationIds: [named.organizationId],
  }
  const { id } = await desk.alliance.draft({ exercise: true, audience })
  const { json } = await desk.call(desk.coordinator, 'GET', `/v1/alerts/${id}/audience`)
  expect(json).toMatchObject({ organizations: 2, contacts: 2 })
  const left = [unasked, named].map(({ organizationId }) => ({ organizationId, reason: 'no-consent' }))
  expect(json.withheld).toEqual(expect.arrayContaining(left))
  await desk.release(id)
  const told = desk.world.mail.sent.map(({ to }) => to)
  expect(new Set(told)).toEqual(new Set([member.email, willing.email]))
  await desk.issue({ audience })
  const toldInEarnest = desk.world.mail.sent.slice(told.length).map(({ to }) => to)
  expect(toldInEarnest).toHaveLength(4)

  const { id: alone } = await desk.alliance.draft({
    exercise: true,
    audience: { organizationIds: [unasked.organizationId] },
  })
  expect((await desk.post(`/${alone}/submission`)).json.errors[0].detail).toBe('reaches nobody')
  const path = `/v1/organizations/${unasked.organizationId}`
  await desk.call(desk.coordinator, 'PATCH', path, { acceptsExercises: true }, { 'If-Match': '"2"' })
  expect((await desk.post(`/${alone}/submission`)).status).toBe(200)
})
