import { createReadStream } from 'node:fs'

export const say = (line: string) => process.stdout.write(`${line}\n`)

/** The text of a file, a piece at a time. */
export const open = (file: string) => (): AsyncIterable<string> => createReadStream(file, 'utf8')

/** Runs a command; what hinders it is one line and the exit code 1, a wrong call the usage and 2. */
export const command = async (usage: string, main: () => Promise<boolean>) => {
  try {
    if (!(await main())) {
      say(usage)
      process.exitCode = 2
    }
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`)
    process.exitCode = 1
  }
}
