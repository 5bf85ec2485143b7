import type { Context } from 'hono'
import { listLetters } from '../../../../../shared/advocacy/letters/read.ts'
import { findOrganizations } from '../../../../../shared/organizations/repository.ts'
import { distinct } from '../../../../../shared/text.ts'
import type { Env } from '../../../http/env.ts'
import { byCoalition } from './by-coalition.tsx'
import { LetterLine } from './line.tsx'

export const letterListPage = (c: Context<Env>) => {
  const { deps, actor } = c.var
  return byCoalition(c, {
    path: '/console/letters',
    title: 'console.letters',
    empty: 'console.empty.letters',
    begin: 'console.write-letter',
    read: (asked) => listLetters(deps, actor, asked),
    lines: async (letters, reader) => {
      const targets = await findOrganizations(deps.store, distinct(letters.map(({ targetId }) => targetId)))
      const names = new Map<string, string>(targets.map(({ id, name }) => [id, name]))
      return letters.map((letter) => (
        <LetterLine letter={letter} target={names.get(letter.targetId)} reader={reader} />
      ))
    },
  })
}
