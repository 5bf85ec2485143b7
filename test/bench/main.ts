import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTables, dynamoDbClient, startDynamoDb } from '../../infra/local/dynamodb.ts'
import { costsAt, growthTable } from './growth.ts'
import { pipelineTables } from './pipeline-tables.ts'
import { environment, runWorker, startSinkProcess } from './processes.ts'
import { writeReadme } from './readme.ts'
import { measureStartUp } from './start-up.ts'
import { figure, table } from './table.ts'
import type { PipelineReport } from './worker.ts'

const full = process.argv.includes('--full')
const directory = mkdtempSync(join(tmpdir(), 'tocsin-bench-'))
const sink = await startSinkProcess()

/** One engine for each part: what one leaves behind does not slow the next. */
const withEngine = async <R>(work: (endpoint: string) => Promise<R>): Promise<R> => {
  const engine = await startDynamoDb()
  try {
    const client = dynamoDbClient(engine.endpoint)
    await createTables(client)
    client.destroy()
    return await work(engine.endpoint)
  } finally {
    await engine.stop()
  }
}

const pipeline = () =>
  withEngine((endpoint) =>
    runWorker<PipelineReport>(join(directory, 'worker.mjs'), {
      ...environment(endpoint, sink.endpoint),
      ORGANIZATIONS: '5000',
      RUNS: full ? '5' : '3',
    }),
  )

const few = 100
const many = full ? 100_000 : 10_000

const patternTable = async () => {
  const costs = (organizations: number) => withEngine((endpoint) => costsAt(endpoint, organizations))
  return growthTable([few, await costs(few)], [many, await costs(many)])
}

const startUpTable = async () => {
  const found = await measureStartUp(directory, environment('http://127.0.0.1:1', sink.endpoint))
  return table(
    ['function', 'KB', 'start-up ms, beyond bare Node'],
    found.map(({ name, kilobytes, milliseconds }) =>
      name === 'node'
        ? ['bare Node, from nothing to its end', '', figure(milliseconds)]
        : [name, figure(kilobytes), figure(milliseconds)],
    ),
  )
}

try {
  const parts = [
    `## Recipients\n\n${pipelineTables(await pipeline())}`,
    `## Functions\n\n${await startUpTable()}`,
    `## Access patterns\n\n${await patternTable()}`,
  ]
  const text = parts.join('\n\n')
  console.log(text)
  if (process.argv.includes('--write')) writeReadme(text)
} finally {
  sink.stop()
  rmSync(directory, { recursive: true })
}
