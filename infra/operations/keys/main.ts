import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { readSettings } from '../../local/config.ts'
import { allTables } from '../../takeout/all-tables.ts'
import { openAwsPlace } from '../aws-place.ts'
import { readCommand, runCommand, say } from '../command.ts'
import { openLocalPlace } from '../local-place.ts'
import type { Place } from '../place.ts'
import { dropLocal, dropOnAws } from './drop.ts'
import { rotateLocal, rotateOnAws } from './rotate.ts'

const usage = 'npm run keys -- rotate | drop <id> [--dry-run] [--stack tocsin-prod]'

const rotate = async (stack: string | undefined) => {
  if (stack !== undefined) return rotateOnAws(await openAwsPlace(stack), { now: new Date(), say })
  const { dataDir } = readSettings()
  if (!dataDir) throw new Error('DATA_DIR is :memory:, whose keys go with the program')
  return rotateLocal(dataDir, new Date())
}

const drop = async (id: string, isDryRun: boolean, stack: string | undefined) => {
  const from = ({ dynamoDb, config }: Place) => ({
    ...{ id, isDryRun, now: new Date() },
    rows: allTables(DynamoDBDocumentClient.from(dynamoDb), config.tables),
  })
  if (stack !== undefined) {
    const place = await openAwsPlace(stack)
    return dropOnAws(place, from(place))
  }
  const place = await openLocalPlace(readSettings())
  try {
    return await dropLocal(place, from(place))
  } finally {
    await place.close()
  }
}

const sayDropped = (id: string, reasons: readonly string[], isDryRun: boolean) => {
  if (reasons.length > 0) {
    say(`The key ${id} stays:`)
    for (const reason of reasons) say(`  ${reason}`)
    return 1
  }
  say(isDryRun ? `Nothing rests on the key ${id}: it may go.` : `The key ${id} is gone.`)
  return 0
}

await runCommand(async () => {
  const options = { stack: { type: 'string' }, 'dry-run': { type: 'boolean', default: false } } as const
  const { values, positionals } = readCommand(options, usage)
  const [what, id, ...more] = positionals
  const isDryRun = values['dry-run']
  if (what === 'drop' && id && more.length === 0)
    return sayDropped(id, await drop(id, isDryRun, values.stack), isDryRun)
  if (positionals.join(' ') !== 'rotate' || isDryRun) throw new Error(`usage: ${usage}`)
  const made = await rotate(values.stack)
  say(`The key ${made} signs from now on. What older keys have signed stays good until it expires by itself.`)
  return 0
})
