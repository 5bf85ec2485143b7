import { createTables, dynamoDbClient, startDynamoDb } from '/work/main/infra/local/dynamodb.ts'
import { pipelineTables } from '/work/main/test/bench/pipeline-tables.ts'
import { environment, runWorker, startSinkProcess } from '/work/main/test/bench/processes.ts'

const sink = await startSinkProcess()
const e = await startDynamoDb()
await createTables(dynamoDbClient(e.endpoint))
const r: any = await runWorker('/tmp/bench/worker.mjs', {
  ...environment(e.endpoint, sink.endpoint),
  ORGANIZATIONS: process.env.ORGANIZATIONS ?? '2000',
  RUNS: process.env.RUNS ?? '4',
})
console.log(
  pipelineTables(r)
    .split('\n')
    .slice(2, 9)
    .map((l) => l.slice(0, 200))
    .join('\n'),
)
for (const [n, p] of Object.entries(r.paces) as any)
  console.log(n, p.cpu.map((x: number) => x.toFixed(3)).join(' '))
sink.stop()
await e.stop()
process.exit()
