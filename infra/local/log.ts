import type { Log } from '../../shared/deps.ts'
import type { LogLevel } from './config.ts'

const levels: readonly LogLevel[] = ['info', 'warn', 'error']

/** One JSON object a line on stderr, from this level on; stdout is for people. */
export const createLog = (least: LogLevel): Log => {
  const at =
    (level: LogLevel) =>
    (message: string, fields: Readonly<Record<string, unknown>> = {}) => {
      if (levels.indexOf(level) < levels.indexOf(least)) return
      process.stderr.write(
        `${JSON.stringify({ level, time: new Date().toISOString(), message, ...fields })}\n`,
      )
    }
  return { info: at('info'), warn: at('warn'), error: at('error') }
}
