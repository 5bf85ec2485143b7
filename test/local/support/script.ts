import { spawn } from 'node:child_process'
import { onTestFinished } from 'vitest'

/** Runs a program of ours with this environment and no other; what it says, and how it ends. */
export const startScript = (
  path: string,
  environment: Record<string, string>,
  list: readonly string[] = [],
) => {
  const child = spawn(process.execPath, ['--import', 'tsx', path, ...list], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const said = { output: '', errors: '' }
  child.stdout.on('data', (data) => (said.output += data))
  child.stderr.on('data', (data) => (said.errors += data))
  const exit = new Promise<number | string | null>((resolve) =>
    child.once('close', (code, signal) => resolve(signal ?? code)),
  )
  return { child, said, exit }
}
