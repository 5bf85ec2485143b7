import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { withKinds } from './kinds-markdown.ts'

const path = `${import.meta.dirname}/../../shared/takeout/README.md`

it('says what is kept how long, and what never leaves, as the table of kinds has it; `-u` writes it anew', async () => {
  await expect(withKinds(readFileSync(path, 'utf8'))).toMatchFileSnapshot(path)
})
