import { readSettings } from '../../local/config.ts'
import { openAwsPlace } from '../aws-place.ts'
import { readCommand, runCommand, say } from '../command.ts'
import { rotateLocal, rotateOnAws } from './rotate.ts'

const usage = 'npm run keys -- rotate [--stack tocsin-prod]'

const rotate = async (stack: string | undefined) => {
  if (stack !== undefined) return rotateOnAws(await openAwsPlace(stack), { now: new Date(), say })
  const { dataDir } = readSettings()
  if (!dataDir) throw new Error('DATA_DIR is :memory:, whose keys go with the program')
  return rotateLocal(dataDir, new Date())
}

await runCommand(async () => {
  const { values, positionals } = readCommand({ stack: { type: 'string' } }, usage)
  if (positionals.join(' ') !== 'rotate') throw new Error(`usage: ${usage}`)
  const id = await rotate(values.stack)
  say(`The key ${id} signs from now on. What older keys have signed stays good until it expires by itself.`)
  return 0
})
