import { rmSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { readJson, replaceFile } from './data-dir.ts'

const runningSchema = z.object({
  /** Where the engines of the running program answer, on this machine alone. */
  dynamoDb: z.url(),
  sqs: z.url(),
})
export type Running = z.infer<typeof runningSchema>

const pathIn = (dataDir: string) => join(dataDir, 'running.json')

/** Says beside the data where its engines answer, so that commands can work on what is running. */
export const noteRunning = (dataDir: string, running: Running) => {
  replaceFile(pathIn(dataDir), JSON.stringify(running))
  return { release: () => rmSync(pathIn(dataDir), { force: true }) }
}

/** What the program noted that holds the data; a crash leaves the note behind, but not the hold. */
export const findRunning = (dataDir: string): Running | undefined =>
  runningSchema.safeParse(readJson(pathIn(dataDir))).data
