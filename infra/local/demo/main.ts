import { onSignal } from '../signals.ts'
import { readOptions, usage } from './options.ts'
import { openPlace, type Place } from './place.ts'
import { play } from './play.ts'
import { openStage, type Stage } from './stage.ts'
import { sayWhereToLook } from './where-to-look.ts'

let stop = async () => {}
let isLeaving = false

onSignal(async () => {
  isLeaving = true
  await stop()
})

const complain = (line: string) => console.error(line)

const conclude = ({ screen, faults }: Stage) => {
  for (const fault of faults) complain(`Not so: ${fault}.`)
  if (faults.length === 0) screen.write('\nEverything adds up.')
  return faults.length === 0 ? 0 : 1
}

const perform = async (place: Place, options: ReturnType<typeof readOptions>) => {
  const stage = await openStage(place)
  stage.screen.write('Tocsin, from the roster to the ledger. Place, people and events are invented.')
  const alertId = await play(stage, options)
  const code = conclude(stage)
  if (options.once) return code
  sayWhereToLook(stage.screen, place, alertId)
  complain(`An engine ended: ${await place.broken}`)
  return 1
}

const start = async () => {
  try {
    const options = readOptions(process.argv.slice(2))
    return { options, place: await openPlace(options, process.env) }
  } catch (error) {
    complain(`The demo did not start: ${(error as Error).message}`)
    if (/^(Unknown|Unexpected) /.test((error as Error).message)) complain(usage)
    process.exit(1)
  }
}

const { options, place } = await start()
stop = place.stop
const code = await perform(place, options).catch((error: Error) => {
  if (!isLeaving) complain(`The demo failed: ${error.message}`)
  return 1
})
// Whoever was asked to leave ends the process.
if (!isLeaving) {
  await place.stop()
  process.exit(code)
}
