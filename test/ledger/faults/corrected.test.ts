import { describe, it } from 'vitest'
import { drive, firstSeed, schedules } from './drive.ts'

describe(`the ledger in bad weather, ${schedules} schedules from seed ${firstSeed}`, () => {
  it('keeps its promises of an alert that is corrected halfway', { timeout: 30 * 60_000 }, () =>
    drive({ corrected: true }),
  )
})
