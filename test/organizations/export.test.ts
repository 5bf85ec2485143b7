import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { aRoster } from '../support/roster-file.ts'
import { createWorld } from '../support/world.ts'

const demo = readFileSync(new URL('../../infra/local/demo/roster.csv', import.meta.url), 'utf8')

const formulas = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(1)',
  "'=1",
  "''@x",
  "'s-Hertogenbosch",
  '"quoted", twice',
  'plain',
].map((organization, at) => ({ organization, contact_name: organization, email: `+desk-${at}@example.org` }))

const silent = {
  contact_role: '',
  email: '',
  language: '',
  time_zone: '',
  website: '',
  works_in: '',
  languages: '',
}

const anInstallation = async () => {
  const world = await createWorld()
  const coordinator = await world.tokenFor({ grants: ['coordinator'] })
  const take = async (file: string) => {
    const type = { 'Content-Type': 'text/csv' }
    const { status, json } = await world.call(coordinator, 'POST', '/v1/organizations/import', file, type)
    expect(status).toBe(200)
    return json
  }
  const save = () => world.call(coordinator, 'GET', '/v1/organizations/export')
  return { world, coordinator, take, save }
}

const lines = (file: string) => file.split('\r\n').sort()

describe('exporting the roster', () => {
  let one: Awaited<ReturnType<typeof anInstallation>>
  beforeAll(async () => {
    one = await anInstallation()
    await one.take(demo)
    await one.take(aRoster([...formulas, { ...silent, organization: 'Nobody Yet', listed: 'yes' }]))
    await one.take(aRoster([{ organization: 'Quiet', discreet: 'yes', contact_kind: 'list' }]))
  })

  it('gives a file that another installation takes whole', async () => {
    const file = await one.save()
    expect(file.headers.get('Content-Type')).toBe('text/csv; charset=utf-8')
    const other = await anInstallation()
    const report = await other.take(file.text)
    expect([report.rejected, report.conflicts, report.organizations.created]).toEqual([[], [], 32 + 11])
    expect(lines((await other.save()).text)).toEqual(lines(file.text))
  })

  it('gives a file that changes nothing where it came from', async () => {
    const { organizations, contacts } = await one.take((await one.save()).text)
    expect([organizations.created, organizations.updated, contacts.created, contacts.updated]).toEqual([
      0, 0, 0, 0,
    ])
  })

  it('gives the same in JSON as the API takes it, and no name of who is discreet', async () => {
    await one.take(
      aRoster([
        { organization: 'Quiet', email: 'named@example.org', contact_name: 'Somebody', discreet: 'yes' },
      ]),
    )
    const { headers, json } = await one.world.call(
      one.coordinator,
      'GET',
      '/v1/organizations/export?format=json',
    )
    expect(headers.get('Content-Type')).toBe('application/json')
    expect(json.organizations).toHaveLength(32 + 11)
    expect(JSON.stringify(json)).not.toContain('Somebody')
    const other = await createWorld()
    const token = await other.tokenFor({ grants: ['coordinator'] })
    const { contacts, ...organization } = json.organizations.find(
      ({ name }: { name: string }) => name === 'Quiet',
    )
    const made = await other.call(token, 'POST', '/v1/organizations', organization)
    expect(made.status).toBe(201)
    for (const contact of contacts) {
      const path = `/v1/organizations/${made.json.id}/contacts`
      expect((await other.call(token, 'POST', path, contact)).status).toBe(201)
    }
  })

  it('has no cell that a spreadsheet would take for a formula', async () => {
    const { text } = await one.save()
    expect(text).toContain("'=1+1")
    expect(text).not.toMatch(/(^|,)"?[=+\-@\t]/m)
  })

  it('is for coordinators', async () => {
    const status = async (token?: string) =>
      (await one.world.call(token, 'GET', '/v1/organizations/export')).status
    expect(await status(await one.world.tokenFor())).toBe(403)
    expect(await status(await one.world.tokenFor({ relation: 'authority' }))).toBe(403)
    expect(await status()).toBe(401)
  })
})
