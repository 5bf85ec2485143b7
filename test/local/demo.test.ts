import { createServer } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { freePort } from '../../infra/local/dynamodb.ts'
import { startScript } from './support/script.ts'

const startDemo = (environment: Record<string, string>, ...list: readonly string[]) =>
  startScript('infra/local/demo/main.ts', environment, list)

const ports = async () => ({ PORT: String(await freePort()), MAILBOX_PORT: String(await freePort()) })

/** The number in the line of the closing table that begins with this. */
const numberAfter = (output: string, name: string) =>
  Number(new RegExp(`^ +${name} +(\\d+)\\b`, 'm').exec(output)?.[1])

test('plays the main job from the roster to the ledger, and the ledger adds up', async () => {
  const { said, exit } = startDemo({ ...(await ports()), LOG_LEVEL: 'info' }, '--once')
  expect([await exit, said.errors]).toEqual([0, ''])
  const { output } = said
  // Nothing failed, so nothing is logged; what is would be a line of JSON.
  expect(output.match(/^\{.*/gm)).toBeNull()
  for (const line of [
    /dry run +32 organizations and 59 contacts created, 0 rows rejected/,
    /import +32 organizations and 59 contacts created, 0 rows rejected/,
    /again +the same file changes nothing/,
    /proposed +10 countries to watch/,
    /forecasts +NL rank 10 in 2024/,
    /invited +13 mails in the mailbox/,
    /joined +6 by the link in their mail, 6 by the API/,
    /declined +1 by the link in its mail/,
    /now +12 organizations take part/,
    /invited +(\d+) mails, \1 with a calendar entry/,
    /answers +\d+ by the link in the mail, \d+ by the API/,
    /people( +\d+){5}/,
    /drafted +warning, in en, fr, ar, es, pt, de, nl, he/,
    /withheld +Ministry of Foreign Affairs/,
    /audience +31 organizations and 58 contacts/,
    /refused +coordinator one may not approve it \(403\)/,
    /approved +by coordinator two; held 3 s/,
    /issued +by itself when the hold was over; reference TOC-/,
    /bounced +Regional Council Crisis Room \(Demo\), alternate/,
    /Time to the last mail/,
    /^Everything adds up\.$/m,
  ])
    expect(output).toMatch(line)
  const [manifest, delivered, bounced] = ['Recipients in the manifest', 'delivered', 'bounced'].map((name) =>
    numberAfter(output, name),
  )
  expect([manifest, delivered, bounced]).toEqual([58, 57, 1])
  expect(numberAfter(output, 'Sum of the states')).toBe(manifest)
  expect(numberAfter(output, 'Mails in the mailbox')).toBe(manifest)
  expect(output.split('\n').filter((line) => line.length > 80)).toEqual([])
}, 180_000)

test('a port in use is one line', async () => {
  const environment = await ports()
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(Number(environment.PORT), resolve))
  onTestFinished(() => void other.close())
  const { said, exit } = startDemo(environment, '--once')
  expect(await exit).toBe(1)
  expect(said).toEqual({
    output: '',
    errors: `The demo did not start: Port ${environment.PORT} is in use: stop what listens there, or set PORT\n`,
  })
})

test('a roster that is not there is one line and a failure', async () => {
  const { said, exit } = startDemo(await ports(), '--once', '--roster', 'nowhere.csv')
  expect(await exit).toBe(1)
  expect(said.errors).toBe("The demo failed: ENOENT: no such file or directory, open 'nowhere.csv'\n")
})

test('ends cleanly when asked in the middle', async () => {
  const { child, said, exit } = startDemo(await ports())
  await vi.waitFor(() => expect(said.output).toContain('Twelve organizations'), {
    timeout: 90_000,
    interval: 20,
  })
  child.kill('SIGINT')
  expect([await exit, said.errors]).toEqual([0, ''])
}, 120_000)
