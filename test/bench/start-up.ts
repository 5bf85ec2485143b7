import { spawnSync } from 'node:child_process'
import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type FunctionName, functions } from '../../infra/topology.ts'
import { median } from './meter.ts'
import { bundleFile } from './processes.ts'

export interface StartUp {
  readonly name: FunctionName | 'node'
  readonly kilobytes: number
  /** Milliseconds from the start of the process to its end; for a function, beyond those of bare Node. */
  readonly milliseconds: number
}

const rounds = 9

const timeOf = (file: string, env: Readonly<Record<string, string>>) => {
  const start = performance.now()
  const { status, stderr } = spawnSync(process.execPath, [file], { env: { ...process.env, ...env } })
  if (status !== 0) throw new Error(`${file} does not start: ${stderr}`)
  return performance.now() - start
}

/** Bundles every function and starts it with its secrets at hand; taken in turns, so that noise falls on all. */
export const measureStartUp = async (
  directory: string,
  env: Readonly<Record<string, string>>,
): Promise<StartUp[]> => {
  const bare = join(directory, 'bare.mjs')
  writeFileSync(bare, '')
  const files = new Map<StartUp['name'], string>([['node', bare]])
  for (const name of Object.keys(functions) as FunctionName[]) {
    const outfile = join(directory, `${name}.mjs`)
    await bundleFile(fileURLToPath(new URL(`../../functions/${name}/lambda.ts`, import.meta.url)), outfile)
    files.set(name, outfile)
  }
  const times = new Map([...files.keys()].map((name) => [name, [] as number[]]))
  for (let round = 0; round < rounds; round++)
    for (const [name, file] of files) times.get(name)!.push(timeOf(file, env))
  const bareTime = median(times.get('node')!)
  return [...files].map(([name, file]) => ({
    name,
    kilobytes: statSync(file).size / 1000,
    milliseconds: median(times.get(name)!) - (name === 'node' ? 0 : bareTime),
  }))
}
