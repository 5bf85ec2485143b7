import { beforeAll, describe, expect, it } from 'vitest'
import { hashSecret } from '../../shared/identity/held.ts'
import { enrolmentCodes } from '../../shared/takeout/hand-over.ts'
import { createWorld } from '../support/world.ts'
import { createFilledWorld, fileOf, importInto } from './filled.ts'

let file: string
let secrets: [string, string][]
beforeAll(async () => {
  const { world, alliance, house } = await createFilledWorld()
  const { coordinator } = alliance
  const call = async (token: string, path: string, body: object) => {
    const { status, json } = await world.call(token, 'POST', `/v1${path}`, body)
    if (status !== 201) throw new Error(`${path}: ${status}`)
    return json
  }
  const fresh = house.tokenOf('coordinator', undefined)!
  const hook = await call(coordinator, '/webhooks', {
    url: 'https://hooks.example.org/very-secret-path',
    types: ['*'],
  })
  const hub = await call(fresh, '/hubs', { name: 'A hub', sender: 'hub@example.org' }).catch(() => undefined)
  const feed = await call(house.tokenOf('member', undefined)!, '/calendar-feeds', {}).catch(() => undefined)
  secrets = [
    ['a session', coordinator],
    ['the hash of a session', hashSecret(coordinator)],
    ['the secret of a webhook', hook.secret.replace('whsec_', '')],
    ['the address of a webhook', 'very-secret-path'],
    ...(hub ? [['the secret of a hub', hub.secret.replace('whsec_', '')] as [string, string]] : []),
    ...(feed
      ? [['the address of a calendar', feed.url.split('/').at(-1)!.replace('.ics', '')] as [string, string]]
      : []),
    ['a signing key', Buffer.alloc(32, 7).toString('base64')],
    ['anything sealed', '"box"'],
    ['any hash of a code', '"recoveryCodes"'],
  ]
  file = await fileOf(world)
})

describe('an export', () => {
  it('holds none of the secrets of the installation it was taken out of', () => {
    expect(secrets.length).toBeGreaterThanOrEqual(7)
    for (const [what, secret] of secrets) expect([what, file.includes(secret)]).toEqual([what, false])
  })

  it('lets nobody in by a mailbox alone where it is brought in: whoever holds a grant gets a code to be handed over', async () => {
    const there = await createWorld({ keyId: 'k7' })
    await importInto(there, file)
    const codes = await enrolmentCodes(there.deps)
    expect(codes.length).toBeGreaterThan(0)
    expect(new Set(codes.map(({ code }) => code)).size).toBe(codes.length)
  })
})
