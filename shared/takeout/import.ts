import * as z from 'zod'
import type { Deps } from '../deps.ts'
import { publicKey, publicKeyOf } from '../evidence/keys.ts'
import type { Action, Item, Key, Store } from '../storage/store.ts'
import { TakeoutError } from './errors.ts'
import type { FileLine, RowLine, Seal } from './format.ts'
import { kindOf } from './kinds.ts'
import { readExport } from './read.ts'
import type { Found } from './write.ts'

const mark = z.object({ sha256: z.string(), at: z.iso.datetime(), done: z.boolean() })
type Mark = z.infer<typeof mark>

const table = 'integrations'
const key: Key = { pk: 'import', sk: 'import' }

const findMark = async (store: Store): Promise<Mark | undefined> => {
  const item = await store.get(table, key)
  return item && mark.parse(item)
}

type Around = Pick<Deps, 'store' | 'clock' | 'keys'>

/** The files beside an export. */
export interface FilesSource {
  /** @throws TakeoutError where it is missing, or not as it was taken out */
  check(line: FileLine): Promise<void>
  /** Brings it in, whole or not at all; again, it does no harm. */
  bring(line: FileLine): Promise<void>
}

/** Where nobody says what becomes of files, a file that names some is refused. */
const noFiles: FilesSource = {
  async check({ file }) {
    throw new TakeoutError('missing-file', `${file.place}/${file.name} is not beside the export`)
  },
  async bring() {},
}

export interface Source {
  /** The file from its beginning. It is read twice: to its end before anything is written, and then again. */
  readonly open: () => AsyncIterable<string>
  /** What the installation holds already. */
  readonly rows: () => AsyncIterable<Found>
  readonly files?: FilesSource
  readonly onRows?: (written: number) => void
}

/**
 * Evidence that is signed here must not stand under a key id whose public key the file publishes as another: then one
 * of the two could never be verified again.
 */
const refuseKeyId = ({ keys }: Around, { kind, row }: RowLine) => {
  if (kind !== 'public key of evidence') return
  const published = publicKey.parse(row['key'])
  if (published.kid === keys.current && published.x !== publicKeyOf(keys).x)
    throw new TakeoutError(
      'key-id-taken',
      `evidence in the file is signed under the key id ${published.kid}, which names another key here; add a key under a new id to this installation and make it current`,
    )
}

/** Reads the file to its end: what is broken in it shows before anything is written. */
const checked = async (deps: Around, open: Source['open']): Promise<Seal> => {
  const rows = readExport(open())
  for (;;) {
    const { value, done } = await rows.next()
    if (done) return value
    refuseKeyId(deps, value)
  }
}

/** Looks at every file beside the export: what is missing or altered shows before anything is written. */
const checkFiles = async ({ open, files = noFiles }: Source, { files: count }: Seal) => {
  if (!count) return
  const rows = readExport(open(), files.check)
  while (!(await rows.next()).done);
}

/** Whatever this installation made for itself at its start does not count. */
const refuseNonEmpty = async (rows: AsyncIterable<Found>) => {
  for await (const { table: of, item } of rows) {
    const kind = kindOf(of, item)
    if (!kind?.stays)
      throw new TakeoutError('not-empty', `this installation holds data already (${kind?.name ?? of})`)
  }
}

const inPlace = async ({ store }: Around, { sha256 }: Seal, rows: Source['rows']) => {
  const before = await findMark(store)
  if (!before) await refuseNonEmpty(rows())
  else if (before.sha256 !== sha256)
    throw before.done
      ? new TakeoutError('not-empty', 'another export was imported here already')
      : new TakeoutError(
          'half-imported',
          'another export was begun here: finish that one, or empty the tables',
        )
  return before
}

const batch = 25

/** Events carry that they were imported, so that nobody is told anew of what happened long ago. */
const asStored = ({ table: of, row }: RowLine, now: Date): Action => ({
  table: of,
  put: of === 'events' ? { ...row, importedAt: now.toISOString() } : row,
})

/** The rows, and behind them the files. */
const writeAll = async (
  { store, clock }: Around,
  { open, onRows, files = noFiles }: Source,
): Promise<Seal> => {
  const rows = readExport(open(), files.bring)
  let waiting: Action[] = []
  let written = 0
  const flush = async () => {
    await store.writeMany(waiting)
    written += waiting.length
    waiting = []
    onRows?.(written)
  }
  for (;;) {
    const { value, done } = await rows.next()
    if (!done) waiting.push(asStored(value, clock.now()))
    if (done || waiting.length === batch) await flush()
    if (done) return value
  }
}

/**
 * Puts an export into an installation that holds nothing. The file is read to its end first, and what lies beside it; what is written is marked
 * as begun, so that the same file takes up where a crash left it, and no other does. Done again, it writes nothing.
 */
export const importExport = async (
  deps: Around,
  source: Source & { readonly expected?: string | undefined },
): Promise<Seal> => {
  const { store, clock } = deps
  const seal = await checked(deps, source.open)
  const { sha256 } = seal
  if (source.expected !== undefined && source.expected !== sha256)
    throw new TakeoutError('another-file', `this file has the digest ${sha256}`)
  const before = await inPlace(deps, seal, source.rows)
  if (before?.done) return seal
  await checkFiles(source, seal)
  const begun = { sha256, at: before?.at ?? clock.now().toISOString(), done: false } satisfies Item & Mark
  await store.write({ table, put: { ...begun, ...key } })
  const written = await writeAll(deps, source)
  if (written.sha256 !== sha256) throw new TakeoutError('tampered', 'the file changed while it was read')
  await store.write({ table, put: { ...begun, done: true, ...key }, if: { sha256 } })
  return seal
}
