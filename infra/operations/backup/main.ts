import { readSettings } from '../../local/config.ts'
import { readCommand, runCommand, say } from '../command.ts'
import { backUp, restore } from './backup.ts'
import { drill } from './drill.ts'

const usage = 'npm run backup -- to <directory> | restore <directory> | drill'

const where = () => {
  const { dataDir, dynamoDbEndpoint } = readSettings()
  if (!dataDir) throw new Error('DATA_DIR is :memory:, which keeps nothing')
  if (dynamoDbEndpoint) throw new Error('The rows are with DYNAMODB_ENDPOINT: back them up there')
  return dataDir
}

const verbs: Readonly<Record<string, (directory: string | undefined) => Promise<void>>> = {
  async to(directory) {
    const { tables } = await backUp(where(), directory!, new Date())
    const rows = Object.values(tables).reduce((sum, each) => sum + each.rows, 0)
    say(`${rows} rows are in ${directory}. It holds the signing keys: keep it where keys are kept.`)
  },
  async restore(directory) {
    const { at, aside } = await restore(directory!, where(), new Date())
    say(`Restored, and compared row by row, to ${at}.`)
    if (aside) say(`What stood there before is in ${aside}.`)
  },
  async drill() {
    await drill(where(), say)
    say('What was copied came back whole.')
  },
}

await runCommand(async () => {
  const { positionals } = readCommand({}, usage)
  const [verb = '', directory, ...rest] = positionals
  const wantsDirectory = verb !== 'drill'
  if (!Object.hasOwn(verbs, verb) || wantsDirectory !== (directory !== undefined) || rest.length > 0)
    throw new Error(`usage: ${usage}`)
  await verbs[verb]!(directory)
  return 0
})
