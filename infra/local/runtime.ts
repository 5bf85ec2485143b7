import { setTimeout as sleep } from 'node:timers/promises'
import type { Deps } from '../../shared/deps.ts'
import { enrolBootstrap } from '../../shared/identity/bootstrap.ts'
import { createQueues } from '../../shared/ports/queues.ts'
import { type Topology, topology as wholeTopology } from '../topology.ts'
import type { Settings } from './config.ts'
import { followKeys, holdDataDir } from './data-dir.ts'
import { createLocalDeps } from './deps.ts'
import { createDoor } from './door.ts'
import { openEngines } from './engines.ts'
import { openFiles } from './files/open.ts'
import { createFunctions, createHandlers, type HandlerFactory } from './functions.ts'
import { type App, serveApp } from './http.ts'
import { openInbound } from './inbound.ts'
import { openInboundSmtp } from './inbound-smtp.ts'
import { createLog } from './log.ts'
import { mailboxApp } from './mailbox/app.tsx'
import { openPostOffice, type WayOut } from './post-office.ts'
import { noteRunning } from './running.ts'
import type { Mailbox } from './ses/mailbox.ts'
import type { SesService } from './ses/service.ts'
import { settle } from './settle.ts'
import type { Sqs } from './sqs.ts'
import { receiveMail } from './triggers/inbound-mail.ts'
import { openPositions } from './triggers/stream-position.ts'
import { type Wiring, wire } from './wiring.ts'

export interface Plan {
  readonly settings: Settings
  /** By function name, all of the topology's but `api`. */
  readonly handlers: Readonly<Record<string, HandlerFactory>>
  readonly app: (deps: Deps) => App
  readonly overrides?: Partial<Deps>
  readonly topology?: Topology
  /** Another way out for mail than the settings name. */
  readonly wayOut?: WayOut
}

export interface Runtime {
  readonly deps: Deps
  readonly apiUrl: string
  readonly mailboxUrl: string
  /** Where mail comes in by SMTP, if it does. */
  readonly inboundSmtpPort: number | undefined
  readonly mailbox: Mailbox
  readonly ses: SesService
  readonly sqs: Sqs
  /** Comes true, with what was said last, when an engine ends by itself: nothing works from then on. */
  readonly broken: Promise<string>
  /** Waits until streams, queues and the due agenda are idle. */
  settle(patience?: number): Promise<void>
  /** Takes no more work, finishes what is under way and stops the engines; again, it waits for the same. */
  stop(): Promise<void>
}

/** Milliseconds that work under way is given at a stop; what it does not finish comes again at the next start. */
const farewell = 10_000

const patience = { attempts: 6, sleep: (ms: number) => sleep(ms), random: Math.random }
const localClock = { now: () => new Date(), sleep: (ms: number) => sleep(ms) }

const stopWithin = async (wiring: Wiring, milliseconds: number) => {
  const inTime = new AbortController()
  const tooLong = sleep(milliseconds, undefined, { signal: inTime.signal }).catch(() => {})
  await Promise.race([wiring.stop(), tooLong])
  inTime.abort()
}

/** Builds the whole of the topology on this machine; whatever fails on the way, nothing is left running. */
export const startRuntime = async (plan: Plan): Promise<Runtime> => {
  const { settings, overrides = {}, topology = wholeTopology, wayOut } = plan
  const { dataDir, smtpUrl } = settings
  const { log = createLog(settings.logLevel), clock = localClock } = overrides
  await using closers = new AsyncDisposableStack()
  const openDoor = async (variable: string, port: number) => {
    const door = await createDoor(variable, port)
    closers.defer(() => door.close())
    return door
  }
  const api = await openDoor('PORT', settings.port)
  const postDoor = await openDoor('MAILBOX_PORT', settings.mailboxPort)
  if (dataDir) closers.defer(holdDataDir(dataDir).release)
  const engines = await openEngines(settings, topology, settings.publicUrl ?? api.url, closers)
  const { dynamoDb, sqs, config } = engines
  if (dataDir) closers.defer(noteRunning(dataDir, { dynamoDb: dynamoDb.endpoint, sqs: sqs.endpoint }).release)

  const queues = createQueues(sqs.client, config.queueUrls, patience)
  const sesUrl = `http://127.0.0.1:${postDoor.port}`
  const office = openPostOffice({
    ...{ dataDir, smtpUrl, sesUrl, wayOut, queues, clock, log },
    from: config.mail.from,
  })
  closers.defer(office.stop)
  const { mail, mailbox, ses } = office
  const inbound = openInbound(dataDir)
  const { keys, release } = followKeys(dataDir, log)
  closers.defer(release)
  const files = openFiles({ dataDir, publicUrl: config.publicUrl, keys, now: clock.now })
  const deps = createLocalDeps(
    {
      config,
      clock,
      log,
      queues,
      mail,
      inbound,
      files,
      patience,
      keys,
      dynamoDb: dynamoDb.client,
    },
    overrides,
  )
  await enrolBootstrap(deps, settings.bootstrapTokens)

  const functions = createFunctions(
    topology.functions,
    createHandlers(topology.functions, plan.handlers, deps),
    log,
  )
  const app = plan.app(deps)
  const receive = receiveMail(inbound, clock.now, functions.by('inbound-mail'))
  postDoor.open(mailboxApp({ mailbox, ses, receive, alliance: config.alliance }).fetch)
  const wiring = wire({
    ...{ topology, functions, sqs, log, tick: settings.tick, now: clock.now },
    ...{
      dynamoDbEndpoint: dynamoDb.endpoint,
      streamArns: engines.streamArns,
      positions: openPositions(dataDir),
    },
  })
  closers.defer(() => stopWithin(wiring, farewell))
  const answer = serveApp(app)
  api.open((request, bindings) => files.fetch(request) ?? answer(request, bindings))
  closers.defer(() => api.close())
  const { inboundSmtpPort: port } = settings
  const smtp = port === undefined ? undefined : await openInboundSmtp({ port, receive, log })
  if (smtp) closers.defer(smtp.close)

  const running = closers.move()
  let stopped: Promise<void> | undefined
  const { running: invocations } = functions
  const place = {
    ...wiring,
    queues: Object.keys(topology.queues),
    depth: sqs.depth,
    invocations,
    events: office.pending,
  }
  return {
    ...{ deps, mailbox, ses, sqs },
    apiUrl: api.url,
    mailboxUrl: postDoor.url,
    inboundSmtpPort: smtp?.port,
    broken: dynamoDb.broken,
    settle: (patience) => settle(place, patience),
    stop: () => (stopped ??= running.disposeAsync()),
  }
}
