import { readSettings } from './config.ts'
import { type Plan, startRuntime } from './runtime.ts'

/** npm hands on a signal that the whole group got already: what comes within this is the first one again. */
const echo = 300

/** The first signal stops in order, a second one at once; during the start there is nothing to stop yet. */
const onSignal = (stop: () => Promise<void>) => {
  let asked: number | undefined
  const answer = async () => {
    if (asked !== undefined) return performance.now() - asked > echo ? process.exit(130) : undefined
    asked = performance.now()
    await stop()
    process.exit(0)
  }
  process.on('SIGINT', answer)
  process.on('SIGTERM', answer)
}

/** Runs until a signal; what hinders the start is one line on stderr and the exit code 1. */
export const run = async (plan: Omit<Plan, 'settings'>) => {
  let stop = async () => {}
  onSignal(() => stop())
  try {
    const settings = readSettings()
    const runtime = await startRuntime({ settings, ...plan })
    stop = runtime.stop
    const mail = settings.smtpUrl
      ? `mail by ${new URL(settings.smtpUrl).host}`
      : `mailbox ${runtime.mailboxUrl}`
    console.log(`ready ${runtime.apiUrl} (documentation ${runtime.apiUrl}/docs, ${mail})`)
    console.error(`An engine ended: ${await runtime.broken}`)
    process.exit(1)
  } catch (error) {
    console.error(`Tocsin did not start: ${(error as Error).message}`)
    process.exit(1)
  }
}
