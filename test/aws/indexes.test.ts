import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { advice, type Indexes, indexesOf, stepsBetween } from './index-steps.ts'
import { prod, synthesize } from './synthesize.ts'

/** What is deployed. Changed by hand, after a deployment has made the one step that the code was ahead. */
const deployed: Indexes = JSON.parse(readFileSync(new URL('./indexes.json', import.meta.url), 'utf8'))

const tooMany = (wanted: Indexes) =>
  Object.entries(stepsBetween(deployed, wanted)).filter(([, steps]) => steps.length > 1)

const wanted = indexesOf(synthesize().template)
const [table] = Object.keys(wanted).filter((id) => id.startsWith('Tablesdeliveries')) as [string]

describe('indexes', () => {
  it('take at most one step for each table in one deployment', () => {
    expect(tooMany(wanted), advice).toEqual([])
  })

  it('of every table are known as deployed', () => {
    expect(Object.keys(deployed).sort(), advice).toEqual(Object.keys(wanted).sort())
  })

  it('of prod are those of dev, in tables of the same logical id', () => {
    expect(indexesOf(synthesize(prod).template)).toEqual(wanted)
  })
})

describe('the guard', () => {
  it('lets one index be made', () => {
    expect(tooMany({ ...wanted, [table]: { ...deployed[table], byState: 'state at ALL' } })).toEqual([])
  })

  it('stops two at once', () => {
    const two = { ...deployed[table], byState: 'state at ALL', byClass: 'class at ALL' }
    expect(tooMany({ ...wanted, [table]: two })).toEqual([
      [table, ['make byState (state at ALL)', 'make byClass (class at ALL)']],
    ])
  })

  it('stops an index that is changed in place', () => {
    expect(
      tooMany({ ...wanted, [table]: { ...deployed[table], byContact: 'contactId at ALL' } }),
    ).toHaveLength(1)
  })

  it('stops a table that is moved', () => {
    const { [table]: moved, ...others } = wanted
    expect(tooMany({ ...others, ElsewhereABC: moved! })).toHaveLength(1)
  })
})
