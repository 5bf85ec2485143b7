import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { readSettings } from '../local/config.ts'
import { openAwsPlace } from './aws-place.ts'
import { openLocalPlace } from './local-place.ts'

export const say = (line = '') => process.stdout.write(`${line}\n`)

/** Without `--stack`, the installation in `DATA_DIR`. */
export const openPlace = (stack: string | undefined) =>
  stack === undefined ? openLocalPlace(readSettings()) : openAwsPlace(stack)

/** The words and options of a command line, or its usage as the error. */
export const readCommand = <O extends ParseArgsOptionsConfig>(options: O, usage: string) => {
  try {
    return parseArgs({ options, allowPositionals: true })
  } catch (error) {
    throw new Error(`${(error as Error).message}\nusage: ${usage}`)
  }
}

/** Runs a command: its exit code is what it answers, and 2 with one line where it could not do its work. */
export const runCommand = async (command: () => Promise<number>) => {
  process.exitCode = await command().catch((error: Error) => {
    console.error(error.message)
    return 2
  })
}
