import { expect } from 'vitest'
import { createAlliance } from '../../support/alliance.ts'
import { createPump } from '../../support/pump.ts'
import { Wire } from '../../support/wire.ts'
import { createWorld } from '../../support/world.ts'
import { type Fields, type Visitor, visitor } from './visitor.ts'

/** An alert as it is typed into the form. */
export const typedAlert = (situationId: string): Fields => ({
  situationId,
  level: 'warning',
  stages: ['7', '8'],
  scope: 'restricted',
  'texts.0.language': 'en',
  'texts.0.headline': 'Boats are taken <away>',
  'texts.0.description': 'In three villages since Monday.',
  'texts.1.language': 'fr',
  'texts.1.headline': 'Des bateaux sont enlevés',
  'texts.1.description': 'Dans trois villages depuis lundi.',
  'recommendations.0.addressee': 'Governments',
  'recommendations.0.action': 'Ask in public why.',
  'audience.relations': ['member'],
  'audience.reach': 'all',
  expiresAt: '2026-12-20T12:00',
})

/** Two coordinators at their browsers, three members to warn, and the forms by which that is done. */
export const openAlertDesk = async () => {
  const wire = new Wire()
  const world = await createWorld({ client: wire.wrap })
  const pump = createPump(world, wire)
  const alliance = await createAlliance(world)
  await alliance.members(3)
  const situationId = (await alliance.situation()).id
  const author = await visitor(world, { grants: ['coordinator'] })
  const second = await visitor(world, { grants: ['coordinator'] })

  const write = async (fields: Fields = {}) => {
    const from = '/console/alerts/new'
    const sent = await author.send(from, from, { ...typedAlert(situationId), ...fields })
    expect(sent.status, sent.html).toBe(303)
    return sent.location!.replace(/\?.*/, '')
  }
  const submit = async (path: string) => {
    expect((await author.send(path, `${path}/submit`)).status).toBe(303)
  }
  const approve = (path: string, who: Visitor = second) => who.send(path, `${path}/approve`)
  const issue = async (fields: Fields = {}) => {
    const path = await write(fields)
    await submit(path)
    expect((await approve(path)).status).toBe(303)
    await pump.drain()
    return path
  }
  return { wire, world, pump, alliance, situationId, author, second, write, submit, approve, issue }
}

export type AlertDesk = Awaited<ReturnType<typeof openAlertDesk>>
