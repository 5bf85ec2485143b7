import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { freePort } from '../../infra/local/dynamodb.ts'
import { temporaryDirectory } from './support/runtime.ts'

interface Program {
  readonly child: ChildProcess
  readonly said: () => string
  readonly complained: () => string
  readonly exit: Promise<number | string | null>
}

const startProgram = (environment: Record<string, string>): Program => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'test/local/support/program.ts'], {
    env: { PATH: process.env.PATH, TICK: '3600', LOG_LEVEL: 'error', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  let complained = ''
  child.stdout.on('data', (data) => (said += data))
  child.stderr.on('data', (data) => (complained += data))
  const exit = new Promise<number | string | null>((resolve) =>
    child.once('close', (code, signal) => resolve(signal ?? code)),
  )
  return { child, said: () => said, complained: () => complained, exit }
}

const ready = (program: Program) =>
  vi.waitFor(() => expect(program.said()).toMatch(/^ready .*\n$/), { timeout: 20_000, interval: 50 })

/** The engine that works on this directory, and its watcher, by their ids. */
const engines = (directory: string) =>
  execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(`--db-path ${directory}`))
    .map((line) => Number.parseInt(line, 10))

const gone = (directory: string) =>
  vi.waitFor(() => expect(engines(directory)).toEqual([]), { timeout: 5000, interval: 50 })

const places = async () => ({
  DATA_DIR: temporaryDirectory(),
  PORT: String(await freePort()),
  MAILBOX_PORT: String(await freePort()),
})

test('says in one line that it is ready and where, and ends cleanly when asked', async () => {
  const environment = await places()
  const program = startProgram(environment)
  await ready(program)
  expect(program.said()).toBe(
    `ready http://localhost:${environment.PORT} (documentation http://localhost:${environment.PORT}/docs, ` +
      `mailbox http://localhost:${environment.MAILBOX_PORT})\n`,
  )
  expect(await (await fetch(`http://localhost:${environment.PORT}`)).text()).toBe('from the app')
  expect(engines(environment.DATA_DIR).length).toBeGreaterThan(0)
  program.child.kill('SIGTERM')
  expect(await program.exit).toBe(0)
  expect(program.complained()).toBe('')
  await gone(environment.DATA_DIR)
})

test('a signal while it starts ends it too', async () => {
  const environment = await places()
  const program = startProgram(environment)
  await vi.waitFor(() => expect(engines(environment.DATA_DIR).length).toBeGreaterThan(0), {
    timeout: 20_000,
    interval: 5,
  })
  program.child.kill('SIGINT')
  expect(await program.exit).toBe(0)
  expect(program.said()).toBe('')
  await gone(environment.DATA_DIR)
})

test('its engine does not outlive it, even when it is killed', async () => {
  const environment = await places()
  const program = startProgram(environment)
  await ready(program)
  program.child.kill('SIGKILL')
  await program.exit
  await gone(environment.DATA_DIR)
})

test('ends with the reason when its engine does', async () => {
  const environment = await places()
  const program = startProgram(environment)
  await ready(program)
  for (const engine of engines(environment.DATA_DIR)) process.kill(engine, 'SIGKILL')
  expect(await program.exit).toBe(1)
  expect(program.complained()).toMatch(/^An engine ended/m)
})

test.each(['PORT', 'MAILBOX_PORT'] as const)(
  'a %s in use is one clear line, and nothing stays behind',
  async (variable) => {
    const environment = await places()
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(Number(environment[variable]), resolve))
    onTestFinished(() => void other.close())
    const program = startProgram(environment)
    expect(await program.exit).toBe(1)
    expect(program.complained()).toBe(
      `Tocsin did not start: Port ${environment[variable]} is in use: stop what listens there, or set ${variable}\n`,
    )
    expect(program.said()).toBe('')
    await gone(environment.DATA_DIR)
  },
)

test.each([
  [{ PORT: 'eighty' }, 'PORT must be a port number'],
  [
    { DYNAMODB_ENDPOINT: 'http://127.0.0.1:9' },
    'No DynamoDB answers at DYNAMODB_ENDPOINT http://127.0.0.1:9 (ECONNREFUSED)',
  ],
  [{ DATA_DIR: '/dev/null/here' }, "ENOTDIR: not a directory, mkdir '/dev/null/here'"],
  [{ DATA_DIR: '/proc/here' }, "ENOENT: no such file or directory, mkdir '/proc/here'"],
])('%o is one clear line', async (wrong, line) => {
  const program = startProgram({ ...(await places()), ...wrong })
  expect(await program.exit).toBe(1)
  expect(program.complained()).toBe(`Tocsin did not start: ${line}\n`)
})
