import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { createHandler as createMailer } from '../../functions/mailer/handler.ts'
import { readConfig } from '../../shared/config.ts'
import { createDeps } from '../../shared/create-deps.ts'
import type { OutgoingMail } from '../../shared/ports/mail.ts'
import { createStore } from '../../shared/storage/dynamodb.ts'
import { postBare, postingsOf, sendAlone } from './floor.ts'
import { type Endpoints, measure, medianPace, type Pace } from './meter.ts'
import { chunksOf, type Manifest, mailChunks, newManifest } from './pipeline.ts'
import { fillRoster } from './roster.ts'
import { tallied } from './tally.ts'

const endpoints: Endpoints = { engine: process.env['AWS_ENDPOINT_URL_DYNAMODB']!, sink: process.env['AWS_ENDPOINT_URL_SES']! }
const config = readConfig()
const deps = await createDeps(config)
const runs = Number(process.env['RUNS'] ?? 3)
const organizations = Number(process.env['ORGANIZATIONS'] ?? 5000)

const per = (pace: Pace, n: number) => Object.fromEntries(Object.entries(pace).map(([k, v]) => [k, +(v / n).toFixed(4)]))
const log = (...a: unknown[]) => process.stderr.write(a.map((x) => typeof x === 'string' ? x : JSON.stringify(x)).join(' ') + '\n')

const t0 = performance.now()
const contacts = await fillRoster(deps.store, organizations, { contacts: [1, 2, 3] })
log('filled', contacts, ((performance.now() - t0) / 1000).toFixed(1))

const plain = DynamoDBDocumentClient.from(new DynamoDBClient(), { marshallOptions: { removeUndefinedValues: true } })
const counted = tallied(plain)
const mails: OutgoingMail[] = []
const countedDeps = {
  ...deps,
  store: createStore(counted.client, config.tables, { attempts: 6, sleep: async () => {}, random: Math.random }),
  mail: { ...deps.mail, async send(mail: OutgoingMail) { if (mails.length < 2500) mails.push(mail); return deps.mail.send(mail) } },
}
let first: Manifest = await newManifest(countedDeps)
log('fan-out', first, counted.take())
await mailChunks(createMailer(countedDeps), first, chunksOf(first).slice(0, 100), 1)
log('mail 2500', counted.take())
const mailer = createMailer(deps)
await mailChunks(mailer, first, chunksOf(first).slice(100), 1)
log('warm')
const sizes = mails.map(m => m.raw.length); log('mail bytes', sizes.reduce((a,b)=>a+b)/sizes.length)
const quiet = createMailer({ ...deps, mail: { ...deps.mail, async send() { return { messageId: '01020190aa000000-0f0e0d0c-0b0a-4908-8706-000000000000-000000' } } } })
const { Session } = await import('node:inspector/promises')
const profiled = async (name: string, work: () => Promise<unknown>) => {
  if (!process.env.PROF) return work()
  const s = new Session(); s.connect(); await s.post('Profiler.enable'); await s.post('Profiler.start'); await work()
  const { profile } = await s.post('Profiler.stop'); (await import('node:fs')).writeFileSync('/tmp/bench/prof/' + name + '.cpuprofile', JSON.stringify(profile))
}
const postings = await postingsOf(config, mails)
for (const width of [1, 2]) {
  const fan: Pace[] = [], paces: Pace[] = [], floors: Pace[] = [], quiets: Pace[] = [], alones: Pace[] = []
  for (let run = 0; run < runs; run++) {
    fan.push(await measure(endpoints, async () => { first = await newManifest(deps) }))
    paces.push(await measure(endpoints, () => profiled('mail', () => mailChunks(mailer, first, chunksOf(first), width))))
    const m2 = await newManifest(deps)
    quiets.push(await measure(endpoints, () => profiled('quiet', () => mailChunks(quiet, m2, chunksOf(m2), width))))
    floors.push(await measure(endpoints, () => postBare(endpoints.sink, postings)))
    alones.push(await measure(endpoints, () => sendAlone(deps.mail, mails)))
  }
  log('width', width)
  log(' fan-out', per(medianPace(fan), contacts), fan.map((p) => +(p.cpu / contacts).toFixed(3)))
  log(' mail', per(medianPace(paces), contacts), paces.map((p) => +(p.cpu / contacts).toFixed(3)))
  log(' no ses', per(medianPace(quiets), contacts), quiets.map((p) => +(p.cpu / contacts).toFixed(3)))
  log(' alone', per(medianPace(alones), mails.length), alones.map((p) => +(p.cpu / mails.length).toFixed(3)))
  log(' floor', per(medianPace(floors), mails.length), floors.map((p) => +(p.cpu / mails.length).toFixed(3)))
}
