import { readFileSync, writeFileSync } from 'node:fs'
import { circumstances } from '../../infra/local/circumstances.ts'

const file = new URL('./README.md', import.meta.url)
const begin = '<!-- the last table: written by `npm run bench -- --write` -->'
const end = '<!-- end of the last table -->'

/** Puts the tables in the place of the last ones. */
export const writeReadme = (tables: string) => {
  const text = readFileSync(file, 'utf8')
  const before = text.slice(0, text.indexOf(begin))
  const after = text.slice(text.indexOf(end))
  if (!after.startsWith(end)) throw new Error('The README has no place for the tables')
  writeFileSync(file, `${before}${begin}\n\n${circumstances()}\n\n${tables}\n\n${after}`)
}
