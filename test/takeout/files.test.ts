import { randomBytes } from 'node:crypto'
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { beforeEach, describe, expect, it } from 'vitest'
import { allTables } from '../../infra/takeout/all-tables.ts'
import type { Kept } from '../../infra/takeout/files/kept.ts'
import { lineOf, Tally } from '../../shared/takeout/format.ts'
import { kindOf } from '../../shared/takeout/kinds.ts'
import { createAlliance } from '../support/alliance.ts'
import { createWorld, type World } from '../support/world.ts'
import {
  bringIn,
  dataDirWith,
  filesIn,
  inDataDir,
  type Taken,
  takeOut,
  temporaryDirectory,
} from './installations.ts'

const kept = {
  'files/att_report': randomBytes(3_000_000),
  'files/att_empty': Buffer.alloc(0),
  'inbound/0a1b-2c_3d': Buffer.from('From: a@example.org\r\n\r\nWhat was seen'),
}

let world: World
let there: World
let taken: Taken
beforeEach(async () => {
  world = await createWorld()
  await (await createAlliance(world)).members(2)
  there = await createWorld({ keyId: 'k7' })
  const begun = { 'files/att_report.5f1e-being-written': Buffer.from('half') }
  taken = await takeOut(world, inDataDir(dataDirWith({ ...kept, ...begun })))
})

/** What an installation holds after an import that was refused. */
const left = async (dataDir: string) => {
  const rows: unknown[] = []
  for await (const { table, item } of allTables(there.client, there.tables))
    if (!kindOf(table, item)?.stays) rows.push(item)
  return { rows, files: filesIn(dataDir) }
}
const nothing = { rows: [], files: {} }

describe('files that are kept beside the tables', () => {
  it('leave with the export, each with its size and digest, and come back byte by byte', async () => {
    expect(Object.keys(filesIn(taken.directory))).toEqual([
      'attachments/att_empty',
      'attachments/att_report',
      'inbound/0a1b-2c_3d',
    ])
    const dataDir = temporaryDirectory()
    expect(await bringIn(there, taken, inDataDir(dataDir))).toMatchObject({ files: 3 })
    expect(filesIn(dataDir)).toEqual(kept)
    expect((await takeOut(there, inDataDir(dataDir))).seal.content).toBe(taken.seal.content)
  })

  const spoilings: [string, string, () => void][] = [
    ['is missing', 'missing-file', () => rmSync(join(taken.directory, 'attachments/att_report'))],
    ['is cut', 'altered-file', () => writeFileSync(join(taken.directory, 'inbound/0a1b-2c_3d'), 'From')],
    ['has grown', 'altered-file', () => appendFileSync(join(taken.directory, 'attachments/att_empty'), 'x')],
    [
      'has one bit changed',
      'altered-file',
      () => {
        const path = join(taken.directory, 'attachments/att_report')
        const bytes = readFileSync(path)
        bytes[1_000_000]! ^= 1
        writeFileSync(path, bytes)
      },
    ],
    [
      'was taken out of the list, too',
      'tampered',
      () => {
        const lines = readFileSync(taken.file, 'utf8').split('\n')
        writeFileSync(taken.file, lines.filter((line) => !line.includes('att_report')).join('\n'))
      },
    ],
    [
      'has a name that leads elsewhere',
      'tampered',
      () =>
        writeFileSync(
          taken.file,
          readFileSync(taken.file, 'utf8').replace('"att_report"', '"../../att_report"'),
        ),
    ],
  ]

  it.each(spoilings)('are refused by name where one %s, and nothing is written', async (_, fault, spoil) => {
    spoil()
    const dataDir = temporaryDirectory()
    const failed = bringIn(there, taken, inDataDir(dataDir))
    await expect(failed).rejects.toMatchObject({ fault })
    if (fault.endsWith('file')) await expect(failed).rejects.toThrow(/(attachments|inbound)\/\w+/)
    expect(await left(dataDir)).toEqual(nothing)
  })

  it('are refused where the installation has no place for them', async () => {
    const { attachments } = inDataDir(temporaryDirectory())
    await expect(bringIn(there, taken, { attachments })).rejects.toMatchObject({ fault: 'no-place' })
  })

  it('go on where a crash left them, and are kept whole or not at all', async () => {
    const dataDir = temporaryDirectory()
    const places = inDataDir(dataDir)
    const breakingOff = async () =>
      Readable.from(
        (function* () {
          yield 'half'
          throw new Error('killed')
        })(),
      )
    const attachments: Kept = {
      ...places.attachments,
      keep: (name, open) => places.attachments.keep(name, name === 'att_report' ? breakingOff : open),
    }
    await expect(bringIn(there, taken, { ...places, attachments })).rejects.toThrow('killed')
    expect(Object.keys(filesIn(dataDir)).every((path) => path in kept)).toBe(true)
    await bringIn(there, taken, places)
    expect(filesIn(dataDir)).toEqual(kept)
  })

  it('are not kept where one changes between being looked at and being brought in', async () => {
    const dataDir = temporaryDirectory()
    const places = inDataDir(dataDir)
    const changing: Kept = {
      ...places.attachments,
      keep: async (name, open, file) => {
        writeFileSync(join(taken.directory, 'attachments', name), 'another')
        return places.attachments.keep(name, open, file)
      },
    }
    await expect(bringIn(there, taken, { ...places, attachments: changing })).rejects.toMatchObject({
      fault: 'altered-file',
    })
    expect(filesIn(dataDir)).toEqual({})
  })

  it('need not lie there any more once they are in', async () => {
    const dataDir = temporaryDirectory()
    await bringIn(there, taken, inDataDir(dataDir))
    rmSync(taken.directory, { recursive: true })
    await bringIn(there, taken, inDataDir(dataDir))
    expect(filesIn(dataDir)).toEqual(kept)
  })
})

it('a file of the version before, which names none, is read as it is meant', async () => {
  const { file, directory } = await takeOut(world, {})
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n').slice(0, -1)
  const tally = new Tally()
  const older = lines.map((line, at) => {
    const text = `${line}\n`
    if (at > 0) tally.row(JSON.parse(line).kind, text)
    else tally.line(text.replace('"version":2', '"version":1'))
    return at > 0 ? text : text.replace('"version":2', '"version":1')
  })
  writeFileSync(file, `${older.join('')}${lineOf({ end: tally.seal() })}`)
  expect(await bringIn(there, { file, directory }, {})).toMatchObject({ rows: lines.length - 1 })
})
