import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { openFile } from '../../shared/organizations/import/read-file.ts'
import { inOrder, windowsOf } from '../../shared/organizations/import/window.ts'
import { aRoster } from '../support/roster-file.ts'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const megabyte = 1024 * 1024
const inUse = () => {
  collectGarbage()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return (heapUsed + arrayBuffers) / megabyte
}

const [header, row] = aRoster([{}]).trim().split('\n') as [string, string]
const rowOf = (at: number) =>
  row
    .replace('Harbour Watch', `Watch number ${Math.floor(at / 3)}`)
    .replace('desk@harbour', `desk-${at}@number-${at}`)

/** 100,000 rows of 33,334 organizations, as bytes. */
const aLargeFile = () =>
  Buffer.concat([
    Buffer.from(`${header}\n`),
    ...Array.from({ length: 100 }, (_, part) =>
      Buffer.from(Array.from({ length: 1000 }, (__, at) => `${rowOf(part * 1000 + at)}\n`).join('')),
    ),
  ])

describe('importing 100,000 rows', () => {
  it('keeps little more of them in memory than the bytes of the file', { timeout: 300_000 }, () => {
    const bytes = aLargeFile()
    const size = bytes.length / megabyte
    const before = inUse()
    const file = openFile(bytes)
    const opened = inUse() - before
    expect([file.headings.length, file.rejected.length]).toEqual([33_334, 0])
    let rows = 0
    let most = opened
    for (const { headings } of windowsOf(inOrder(file.headings), 0, file.headings.length)) {
      const read = headings.map(({ places }) => file.rowsAt(places))
      rows += read.flat().length
      if (rows % 30_000 < 1000) most = Math.max(most, inUse() - before)
    }
    expect(rows).toBe(100_000)
    console.info(
      `100,000 rows, ${size.toFixed(0)} MB: ${most.toFixed(0)} MB in use beside them while they are imported`,
    )
    expect(most).toBeLessThan(size + 60)
  })
})

describe('importing what a sheet has besides its rows', () => {
  it('passes millions of empty lines over, and gives up on rows without end that fit no column', () => {
    const file = openFile(Buffer.from(`${header}\n${'\n'.repeat(3_000_000)}${row}\n`))
    expect([file.headings.length, file.rejected.length]).toEqual([1, 0])
    expect(file.headings[0]!.places[0]!.line).toBe(3_000_002)
    const misfits = Buffer.from(`${header}\n${','.repeat(3)}\n${',\n'.repeat(110_000)}`)
    expect(() => openFile(misfits)).toThrow('at most 100000 rows')
  })
})
