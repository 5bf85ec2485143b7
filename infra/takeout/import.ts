import { parseArgs } from 'node:util'
import { enrolmentCodes } from '../../shared/takeout/hand-over.ts'
import { importExport } from '../../shared/takeout/import.ts'
import { allTables } from './all-tables.ts'
import { command, open, say } from './command.ts'
import { besideExport } from './files/folder.ts'
import { takeIn } from './files/take-in.ts'
import { openInstallation } from './installation.ts'

const usage = `usage: npm run import -- <file.jsonl> [--sha256 <digest>] [--aws]
Puts an export into the installation in DATA_DIR (with --aws: the one the environment names), which must be empty.
What it names as files must lie in <file.jsonl>.files. The digest is the one that coordinators were told when it was taken
out. Interrupted, the same call goes on; done
again, it makes new codes for those who have no second factor yet.`

await command(usage, async () => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { sha256: { type: 'string' }, aws: { type: 'boolean', default: false } },
  })
  const [file] = positionals
  if (!file || positionals.length > 1) return false
  await using closers = new AsyncDisposableStack()
  const { client, deps, files } = await openInstallation(values, closers)
  const seal = await importExport(deps, {
    open: open(file),
    rows: () => allTables(client, deps.config.tables),
    files: takeIn(besideExport(`${file}.files`), files),
    expected: values.sha256,
    onRows: (written) => written % 5000 === 0 && process.stderr.write(`${written} rows\n`),
  })
  say(`rows     ${seal.rows} of ${Object.keys(seal.kinds).length} kinds`)
  say(`content  ${seal.content}`)
  const codes = await enrolmentCodes(deps)
  if (codes.length > 0)
    say('\nNobody has a second factor here. Hand these codes over, not by mail; each is good for a week:')
  for (const { organizationId, contactId, code } of codes) say(`${organizationId}  ${contactId}  ${code}`)
  return true
})
