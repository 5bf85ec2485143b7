import { spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { topology } from '../../infra/topology.ts'
import type { Person } from '../../shared/access/actor.ts'
import { createOrganization } from '../../shared/organizations/create.ts'
import { organizationInput } from '../../shared/organizations/schema.ts'
import { allowExport } from '../../shared/takeout/permission.ts'
import { start, temporaryDirectory, testSettings } from '../local/support/runtime.ts'
import { anOrganization } from '../support/builders.ts'

const asleep = { ...topology, functions: {} }

const bytes = randomBytes(200_000)
const attached = {
  ...{ id: 'att_report', name: 'report.pdf', type: 'application/pdf', size: bytes.length },
  sha256: createHash('sha256').update(bytes).digest('hex'),
}

const coordinator: Person = {
  kind: 'person',
  contactId: 'con_1',
  organizationId: 'org_1',
  relation: 'member',
  grants: ['coordinator'],
  fresh: true,
}

/** A machine that keeps an organization, a file and a mail, and may be taken out. */
const furnish = async (dataDir: string) => {
  const runtime = await start({}, { settings: { ...testSettings, dataDir }, topology: asleep })
  const given = organizationInput.parse(anOrganization({ name: 'Harbour Watch' }))
  await createOrganization(runtime.deps, coordinator, given)
  const { method, url, headers } = await runtime.deps.files.takeUp(attached)
  expect((await fetch(url, { method, headers, body: bytes })).status).toBe(200)
  await fetch(`${runtime.mailboxUrl}/inbound`, {
    ...{ method: 'POST', headers: { 'content-type': 'message/rfc822' } },
    body: 'From: a@example.org\r\nTo: b@example.org\r\n\r\nWhat was seen\r\n',
  })
  await allowExport(runtime.deps, coordinator)
  await runtime.stop()
}

const run = (dataDir: string, command: 'export' | 'import', ...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', `infra/takeout/${command}.ts`, ...args],
    { encoding: 'utf8', env: { ...process.env, DATA_DIR: dataDir } },
  )
  return { status, stdout, stderr }
}

it('one machine is taken out and brought into another by two commands, with its files', async () => {
  const [here, there, out] = [temporaryDirectory(), temporaryDirectory(), temporaryDirectory()]
  await furnish(here)
  const file = join(out, 'all.jsonl')
  const taken = run(here, 'export', file, '--csv', join(out, 'tables'))
  expect(taken).toMatchObject({ status: 0, stderr: '' })
  expect(taken.stdout).toMatch(/files {4}2 in /)
  expect(readdirSync(out).sort()).toEqual(['all.jsonl', 'all.jsonl.files', 'tables'])
  expect(readFileSync(join(out, 'tables/organization.csv'), 'utf8')).toContain('Harbour Watch')
  // The permission is used up, and nothing is overwritten.
  expect(run(here, 'export', join(out, 'again.jsonl')).stderr).toMatch(/^not-allowed: /)

  const path = join(`${file}.files`, 'attachments/att_report')
  writeFileSync(path, 'altered')
  expect(run(there, 'import', file)).toMatchObject({
    status: 1,
    stderr: 'altered-file: attachments/att_report is not as it was taken out\n',
  })
  writeFileSync(path, bytes)
  expect(run(there, 'import', file)).toMatchObject({ status: 0 })
  const [name = ''] = readdirSync(join(here, 'inbound'))
  expect(readFileSync(join(there, 'files/att_report'))).toEqual(bytes)
  expect(readFileSync(join(there, 'inbound', name))).toEqual(readFileSync(join(here, 'inbound', name)))
}, 120_000)
