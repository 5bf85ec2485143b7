import { mkdirSync } from 'node:fs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readSettings } from '../../infra/local/config.ts'
import { checks, examine, isWell, tellingOf } from '../../infra/operations/doctor/examine.ts'
import { localProbes } from '../../infra/operations/doctor/local.ts'
import { secondsAheadOf } from '../../infra/operations/doctor/time-server.ts'
import { openLocalPlace } from '../../infra/operations/local-place.ts'
import { start, temporaryDirectory, testSettings } from '../local/support/runtime.ts'
import { startSmtpServer } from '../local/support/smtp-server.ts'
import { neglected, startTimeServer } from './broken.ts'

const roomy = async () => ({ bavail: 50_000_000, blocks: 100_000_000, bsize: 4096 }) as never

const open = async (settings: Parameters<typeof openLocalPlace>[0]) => {
  const place = await openLocalPlace(settings)
  onTestFinished(() => place.close())
  return { place, settings }
}

describe('the doctor', () => {
  it('finds what is wrong with a machine that was left alone', async () => {
    const { settings, now } = await neglected()
    const { place } = await open(settings)
    const timeServer = await startTimeServer(() => now().getTime() - 600_000)
    const full = async () => ({ bavail: 20_000, blocks: 10_000_000, bsize: 4096 }) as never
    const probes = localProbes(place, { settings, timeServer, now, diskOf: full })
    const examined = await examine(probes)
    expect(isWell(examined)).toBe(false)
    await expect(`${tellingOf('A machine that was left alone', examined).join('\n')}\n`).toMatchFileSnapshot(
      'doctor-neglected.txt',
    )
  })

  it('finds what is wrong with a machine that mails people, but was never set up for it', async () => {
    const { url } = await startSmtpServer({ AUTH: '535 no' })
    const dataDir = temporaryDirectory()
    const environment = {
      SMTP_URL: url,
      COORDINATORS: 'a@example.org',
      TICK: '3600',
      PORT: '0',
      MAILBOX_PORT: '0',
    }
    const { settings, place } = await open(readSettings({ ...environment, DATA_DIR: dataDir }))
    const now = () => new Date('2026-11-26T12:00:00Z')
    const textsOf = (async (name: string) => {
      throw Object.assign(new Error(name), { code: 'ENOTFOUND' })
    }) as never
    const examined = await examine(
      localProbes(place, { settings, timeServer: 'none', now, diskOf: roomy, textsOf }),
    )
    await expect(`${tellingOf('A machine never set up', examined).join('\n')}\n`).toMatchFileSnapshot(
      'doctor-never-set-up.txt',
    )
  })

  it('finds nothing wrong with one that runs well, and looks while it runs', async () => {
    const settings = { ...testSettings, dataDir: temporaryDirectory(), bootstrapTokens: ['one', 'two'] }
    await start({}, { settings })
    const { place } = await open(settings)
    expect(place.isRunning).toBe(true)
    const now = () => new Date()
    const timeServer = await startTimeServer(Date.now)
    const examined = await examine(localProbes(place, { settings, timeServer, now, diskOf: roomy }))
    expect(examined.flatMap(({ findings }) => findings.filter(({ kind }) => kind === 'fault'))).toEqual([])
    expect(isWell(examined)).toBe(true)
  })

  it('says so where something cannot be looked at, and is not content', async () => {
    const denied = Object.assign(new Error('User arn:aws:iam::1:user/x'), { name: 'AccessDeniedException' })
    const examined = await examine({ account: async () => Promise.reject(denied) })
    expect(tellingOf('here', examined).join('\n')).toContain('could not be looked at (AccessDeniedException)')
    expect(isWell(examined)).toBe(false)
  })

  it('has one name and one subject for each check, in words', () => {
    expect(new Set(checks.map(({ name }) => name)).size).toBe(checks.length)
    for (const { looksAt } of checks) expect(looksAt.length).toBeGreaterThan(15)
  })

  it('has nothing to say of a machine on which nothing was ever started', async () => {
    const settings = { ...testSettings, dataDir: `${temporaryDirectory()}/none` }
    await expect(openLocalPlace(settings)).rejects.toThrow(/has npm start run here/)
    mkdirSync(settings.dataDir)
  })
})

describe('asking for the time', () => {
  it('tells how far ahead this clock is', async () => {
    const server = await startTimeServer(() => 1_000_000)
    expect(await secondsAheadOf(server, () => 1_090_000)).toBe(90)
  })

  it('tells nothing where nobody answers', async () => {
    expect(await secondsAheadOf('127.0.0.1:9', Date.now, 300)).toBeUndefined()
  })
})
