import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { backUp, restore } from './backup.ts'
import { type Contents, contentsOf, differing } from './contents.ts'

/** What happens to disks: a database overwritten, mails cut off, keys gone. */
const wreck = (dataDir: string) => {
  writeFileSync(join(dataDir, 'dynamodb.sqlite'), Buffer.alloc(8192, 0x5a))
  rmSync(join(dataDir, 'keys.json'), { force: true })
  truncateSync(join(dataDir, 'fauxqs.db'), 100)
}

const canBeRead = (dataDir: string) =>
  contentsOf(join(dataDir, 'dynamodb.sqlite')).then(
    () => true,
    () => false,
  )

/**
 * Copy, wreck, restore, compare, on copies: the data itself is only read. Says each step, and answers what came back.
 */
export const drill = async (dataDir: string, say: (line: string) => void): Promise<Contents> => {
  const scratch = mkdtempSync(join(tmpdir(), 'tocsin-drill-'))
  const [copy, victim] = [join(scratch, 'backup'), join(scratch, 'data')]
  try {
    const { tables, files } = await backUp(dataDir, copy, new Date())
    const rows = Object.values(tables).reduce((sum, each) => sum + each.rows, 0)
    say(`copied    ${rows} rows in ${Object.keys(tables).length} tables, ${Object.keys(files).length} files`)
    await restore(copy, victim, new Date())
    wreck(victim)
    if (await canBeRead(victim)) throw new Error('The wreck can still be read: this drill shows nothing')
    say('wrecked   the database overwritten, the queues cut off, the keys gone')
    await restore(copy, victim, new Date())
    say('restored  from the copy')
    const after = await contentsOf(join(victim, 'dynamodb.sqlite'))
    const lost = differing(tables, after)
    if (lost.length > 0) throw new Error(`Not as it was: ${lost.join(', ')}`)
    for (const [name, { rows: count, digest }] of Object.entries(after))
      say(`the same  ${name.padEnd(13)} ${String(count).padStart(6)} rows  ${digest.slice(0, 12)}`)
    return after
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}
