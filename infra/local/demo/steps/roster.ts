import { readFile } from 'node:fs/promises'
import type { RosterReport } from '../../../../shared/organizations/import/report.ts'
import { plural } from '../screen.ts'
import type { Stage } from '../stage.ts'

const sum = ({ created, updated, unchanged }: RosterReport['contacts']) => created + updated + unchanged

const said = ({ organizations, contacts, rejected, conflicts }: RosterReport) =>
  [
    `${plural(organizations.created, 'organization')} and ${plural(contacts.created, 'contact')} created`,
    organizations.updated + contacts.updated > 0 && `${organizations.updated + contacts.updated} updated`,
    contacts.unchanged > 0 && `${contacts.unchanged} unchanged`,
    conflicts.length > 0 && plural(conflicts.length, 'conflict'),
    `${plural(rejected.length, 'row')} rejected`,
  ]
    .filter(Boolean)
    .join(', ')

/** First what an import would do, then the import, then the same file again. */
export const importRoster = async ({ screen, one, check }: Stage, path: string | URL) => {
  screen.step('The roster comes in')
  const file = new Uint8Array(await readFile(path))
  const take = (query = '') => one.postCsv<RosterReport>(`/v1/organizations/import${query}`, file)
  const foreseen = await take('?dryRun=true')
  screen.line('dry run', said(foreseen))
  const report = await take()
  screen.line('import', said(report))
  for (const { line, column, reason } of report.rejected.slice(0, 5))
    screen.line('', `line ${line}: ${column} ${reason}`)
  const again = await take()
  const changed = again.contacts.created + again.contacts.updated + again.organizations.updated
  screen.line('again', changed === 0 ? 'the same file changes nothing' : said(again))
  check(said(foreseen) === said(report), 'the dry run foresaw what the import did')
  check(changed === 0 && sum(again.contacts) === sum(report.contacts), 'a second import changes nothing')
}
