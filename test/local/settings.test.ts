import { expect, test } from 'vitest'
import { readSettings } from '../../infra/local/config.ts'

test('nothing set means the documented defaults', () => {
  expect(readSettings({})).toMatchObject({
    port: 8787,
    mailboxPort: 8005,
    dataDir: '.tocsin',
    publicUrl: undefined,
    bootstrapTokens: [],
    tick: 2000,
  })
})

test('an empty variable counts as absent, and :memory: as no directory', () => {
  expect(readSettings({ PORT: '', SMTP_URL: '', DATA_DIR: ':memory:' })).toMatchObject({
    port: 8787,
    dataDir: undefined,
  })
})

test('both bootstrap tokens are read, in order', () => {
  expect(readSettings({ BOOTSTRAP_TOKEN: 'one', BOOTSTRAP_TOKEN_2: 'two' }).bootstrapTokens).toEqual([
    'one',
    'two',
  ])
})

test.each([
  [{ PORT: 'eighty' }, 'PORT must be a port number'],
  [{ PORT: '65536' }, 'PORT must be a port number'],
  [{ MAILBOX_PORT: '-1' }, 'MAILBOX_PORT must be a port number'],
  [{ DYNAMODB_ENDPOINT: 'localhost' }, 'DYNAMODB_ENDPOINT must look like http://host:port'],
  [{ PUBLIC_URL: 'ftp://example.org' }, 'PUBLIC_URL must look like https://host'],
  [{ SMTP_URL: 'mail.example.org' }, 'SMTP_URL must look like smtp://user:password@host:587'],
  [{ BOOTSTRAP_TOKEN: 'two words' }, 'BOOTSTRAP_TOKEN must be a word without spaces'],
  [
    { BOOTSTRAP_TOKEN: 'same', BOOTSTRAP_TOKEN_2: 'same' },
    'BOOTSTRAP_TOKEN_2 must differ from BOOTSTRAP_TOKEN',
  ],
  [{ ALLOW_LOOPBACK_ENDPOINTS: 'yes' }, 'ALLOW_LOOPBACK_ENDPOINTS must be 1 or 0'],
  [{ TICK: 'often' }, 'TICK must be a number of seconds'],
  [{ TICK: '0' }, 'TICK must be a number of seconds'],
  [{ COORDINATORS: 'Ana <a@example.org>' }, 'COORDINATORS must be mail addresses with commas between'],
  [{ COORDINATING_COUNTRY: 'Kenya' }, 'COORDINATING_COUNTRY must be a country of ISO 3166-1, such as CH'],
  [{ MAIL_FROM: 'alerts' }, 'MAIL_FROM must be a mail address'],
  [{ DISCREET_FROM: 'post@' }, 'DISCREET_FROM must be a mail address'],
  [{ PORT: 'x', TICK: 'y' }, 'PORT must be a port number; TICK must be a number of seconds'],
])('%o is refused in one line', (environment, line) => {
  expect(() => readSettings(environment)).toThrow(new Error(line))
})
