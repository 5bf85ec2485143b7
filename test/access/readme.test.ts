import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { withAccess } from './access-markdown.ts'

const path = `${import.meta.dirname}/../../README.md`
const readme = readFileSync(path, 'utf8')

describe('the README', () => {
  it('says who may do what as the table has it; `-u` writes it anew', async () => {
    await expect(withAccess(readme)).toMatchFileSnapshot(path)
  })

  it('gives a reason for every dependency', () => {
    const { dependencies, devDependencies, optionalDependencies } = manifest
    const names = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies })
    expect(names.filter((name) => !readme.includes(`\`${name}\``))).toEqual([])
  })
})
