import { readSettings } from './config.ts'
import { type Plan, startRuntime } from './runtime.ts'
import { onSignal } from './signals.ts'

/** Runs until a signal; what hinders the start is one line on stderr and the exit code 1. */
export const run = async (plan: Omit<Plan, 'settings'>) => {
  // During the start there is nothing to stop yet.
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
