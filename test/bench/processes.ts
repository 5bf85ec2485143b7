import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { bundle } from '../../infra/aws/bundle.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Bundles a program as a function is bundled for AWS. */
export const bundleFile = (entry: string, outfile: string) =>
  build({
    ...bundle,
    mainFields: [...bundle.mainFields],
    banner: { js: bundle.banner },
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    tsconfig: here('../../tsconfig.json'),
    outfile,
    logLevel: 'warning',
  })

export const startSinkProcess = async () => {
  const child = fork(here('sink.ts'), { execArgv: [] })
  const [{ endpoint }] = (await once(child, 'message')) as [{ endpoint: string }]
  return { endpoint, stop: () => child.disconnect() }
}

/** The environment of a function whose AWS is an engine and a sink on this machine. */
export const environment = (engine: string, sink: string) => ({
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_ENDPOINT_URL_DYNAMODB: engine,
  AWS_ENDPOINT_URL_SES: sink,
  AWS_ENDPOINT_URL_SQS: sink,
  AWS_ENDPOINT_URL_SECRETS_MANAGER: sink,
  KEYS_SECRET_ARN: 'keys',
  CONFIGURATION_SET: 'tocsin',
  MAIL_QUEUE_URL: `${sink}/0/mail`,
})

/** Runs the bundled worker in a process of its own and brings back what it found. */
export const runWorker = async <R>(outfile: string, env: Readonly<Record<string, string>>): Promise<R> => {
  await bundleFile(here('worker.ts'), outfile)
  const child = fork(outfile, { execArgv: [], env: { ...process.env, ...env } })
  const [report] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`The worker ended with ${code}`)
    }),
  ])
  return report as R
}
