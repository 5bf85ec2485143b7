import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { canonical } from '../../shared/canonical.ts'
import type { EvidenceContent } from '../../shared/evidence/document.ts'
import { origin, sha256, signature, signed } from '../../shared/evidence/entry.ts'
import { publicKeyOf } from '../../shared/evidence/keys.ts'
import { createKeyring } from '../../shared/keyring.ts'
import { testKeys } from '../support/world.ts'

const keys = createKeyring(testKeys)
const at = '2026-11-22T09:00:00.000Z'
const entry = signed(keys, {
  kind: 'event',
  chain: 'alt_1',
  sequence: 1,
  previous: origin('alt_1'),
  at,
  event: { id: 'evt_1', type: 'alert.issued', at, facts: { revision: 1 } },
  sealed: { event: sha256('') },
})
const content: EvidenceContent = {
  format: 'tocsin-evidence/1',
  alliance: 'An alliance',
  alertId: 'alt_1',
  exportedAt: at,
  publishedKeys: 'https://tocsin.example.org/.well-known/tocsin-keys.json',
  keys: [publicKeyOf(keys)],
  pending: 0,
  entries: [entry],
  opened: [],
}
const seal = { kid: 'k1', signature: signature(keys, 'export', sha256(canonical(content))) }
const whole = `${canonical({ ...content, seal })}\n`

describe('the command that verifies evidence', () => {
  const directory = mkdtempSync(join(tmpdir(), 'evidence-'))
  afterAll(() => rmSync(directory, { recursive: true }))

  const file = (name: string, text: string) => {
    const path = join(directory, name)
    writeFileSync(path, text)
    return path
  }
  const run = (...args: string[]) => {
    const program = ['--import', 'tsx', 'infra/local/verify-evidence.ts', ...args]
    const { status, stdout } = spawnSync(process.execPath, program, { encoding: 'utf8' })
    return { status, stdout }
  }
  const published = file('keys.json', JSON.stringify({ keys: content.keys }))

  it('needs the file and the published keys, and nothing else', () => {
    const { status, stdout } = run(file('whole.json', whole), '--keys', published)
    expect([status, stdout]).toEqual([0, expect.stringContaining('WHOLE  1 entries on alt_1')])
    expect(stdout).toContain('alert.issued  {"revision":1}')
  })

  it('says that a file was changed, and that one without keys is not proven', () => {
    const changed = run(
      file('changed.json', whole.replace('"revision":1', '"revision":2')),
      '--keys',
      published,
    )
    expect([changed.status, changed.stdout]).toEqual([
      1,
      expect.stringContaining('entry 1 of alt_1 was changed'),
    ])
    const unproven = run(file('unproven.json', whole))
    expect([unproven.status, unproven.stdout]).toEqual([2, expect.stringContaining('UNPROVEN')])
    expect(run().status).toBe(2)
    expect(run(join(directory, 'absent.json')).status).toBe(2)
    expect(run(file('none.json', '{'), '--keys', published).status).toBe(1)
  })
})
