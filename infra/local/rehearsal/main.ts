import { deliveriesPage } from '../../../shared/ledger/read.ts'
import { everyItem } from '../../../shared/storage/pages.ts'
import { circumstances } from '../circumstances.ts'
import { createScreen, plural } from '../demo/screen.ts'
import { onSignal } from '../signals.ts'
import { raise, watch } from './alarm.ts'
import { type Options, readOptions, usage } from './options.ts'
import { openPlace, type Place } from './place.ts'
import { reportOn } from './report.ts'
import { simulate } from './roster.ts'

let stop = async () => {}
onSignal(() => stop())

const rehearse = async (place: Place, { recipients }: Options) => {
  const screen = createScreen(process.stdout)
  screen.write('A rehearsal: recipients are made up, and their mails go nowhere.')
  screen.step(`The roster: ${recipients.toLocaleString('en')} simulated recipients`)
  const organizations = await simulate(place.deps.store, recipients, new Date())
  screen.line('entered', `by fours in ${plural(organizations, 'organization')}`)
  screen.step('The alarm')
  const alarm = await raise(place, screen)
  const ledger = await watch(place, screen, alarm)
  screen.step('What became of it')
  const lines = await everyItem((page) => deliveriesPage(place.deps.store, alarm.notificationId, page))
  const { rows, faults } = reportOn({ alarm, recipients, ledger, lines, sink: place.sink })
  screen.table(rows)
  screen.write(`\n${circumstances()}`)
  for (const fault of faults) console.error(`Not so: ${fault}.`)
  if (faults.length === 0) screen.write('Everybody is accounted for.')
  return faults.length === 0 ? 0 : 1
}

const main = async () => {
  const options = readOptions(process.argv.slice(2))
  const place = await openPlace(options)
  stop = place.stop
  const broken = place.broken.then((last) => Promise.reject(new Error(`An engine ended: ${last}`)))
  const code = await Promise.race([rehearse(place, options), broken])
  await place.stop()
  return code
}

const code = await main().catch((error: Error) => {
  console.error(`The rehearsal failed: ${error.message}`)
  if (/^(Unknown|Unexpected|--)/.test(error.message)) console.error(usage)
  return 1
})
process.exit(code)
