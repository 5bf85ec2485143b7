import { build } from 'esbuild'
import { spawn, fork } from 'node:child_process'
import { once } from 'node:events'
import { createTables, dynamoDbClient, startDynamoDb } from '../../infra/local/dynamodb.ts'
const out = '/tmp/bench/worker.mjs'
await build({ entryPoints: [new URL('./worker.ts', import.meta.url).pathname], bundle: true, platform: 'node', format: 'esm', target: 'node24', mainFields: ['module','main'], minify: !process.env.NOMIN, outfile: out, sourcemap: true, banner: {js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);"}, jsx:'automatic', jsxImportSource:'hono/jsx', tsconfig: new URL('../../tsconfig.json', import.meta.url).pathname })
const engine = await startDynamoDb()
await createTables(dynamoDbClient(engine.endpoint))
const sink = fork(new URL('./sink.ts', import.meta.url), {execArgv: []})
const [{ endpoint }] = await once(sink, 'message') as any
const child = spawn(process.execPath, [out], { stdio: 'inherit', env: { ...process.env, AWS_ACCESS_KEY_ID:'x', AWS_SECRET_ACCESS_KEY:'y', AWS_REGION:'eu-west-1', CONFIGURATION_SET:'tocsin', AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint, AWS_ENDPOINT_URL_SES: endpoint, AWS_ENDPOINT_URL_SQS: endpoint, AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoint, KEYS_SECRET_ARN:'keys', MAIL_QUEUE_URL: endpoint+'/0/mail' } })
await once(child, 'exit')
sink.kill(); await engine.stop()
