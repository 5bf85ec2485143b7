import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App } from 'aws-cdk-lib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readSettings } from '../../infra/aws/settings.ts'
import { TocsinStack } from '../../infra/aws/stack.ts'
import { type FunctionName, functions } from '../../infra/topology.ts'
import { logicalIdOf } from './synthesize.ts'

const outdir = mkdtempSync(join(tmpdir(), 'tocsin-synth-'))
const folders = new Map<FunctionName, string>()

beforeAll(() => {
  const app = new App({ outdir, context: { 'aws:cdk:enable-asset-metadata': true } })
  const stack = new TocsinStack(app, readSettings(app.node))
  const { template } = app.synth().getStackByName(stack.stackName)
  for (const name of Object.keys(functions) as FunctionName[]) {
    const { Metadata } = template.Resources[logicalIdOf(stack.functions[name])]
    folders.set(name, join(outdir, Metadata['aws:asset:path']))
  }
}, 240_000)

afterAll(() => rmSync(outdir, { recursive: true }))

it.each(Object.keys(functions) as FunctionName[])(
  '%s is one file that loads by itself, as far as its secrets',
  (name) => {
    const folder = folders.get(name)!
    expect(readdirSync(folder).sort()).toEqual(['index.mjs', 'index.mjs.map'])
    const { stderr } = spawnSync(process.execPath, ['index.mjs'], { cwd: folder, env: {}, encoding: 'utf8' })
    expect(stderr).toContain('KEYS_SECRET_ARN names no secret')
  },
)
