import { scopes } from '../../shared/access/actor.ts'
import { accessTable, type Deed, type Reach, type Role, ruleOf } from '../../shared/access/table.ts'

const roles: readonly Role[] = ['coordinator', 'approver', 'member', 'authority']

const words: Readonly<Record<Reach, string>> = {
  everywhere: 'everywhere',
  'own-organization': 'own organization',
  'own-coalitions': 'own coalitions',
  'coalitions-with-a-voice': 'coalitions led or taken part in',
  'coalitions-led': 'coalitions led',
}

const deeds = Object.keys(accessTable) as Deed[]

const reachesOf = (deed: Deed) =>
  roles.map((role) => {
    const reach = ruleOf(deed)[role]
    return reach ? words[reach] : '–'
  })

/** Deeds by their noun: `**alert** draft, submit; **grant** list`. */
const listed = (some: readonly Deed[]) =>
  [...Map.groupBy(some, (deed) => deed.split('.')[0])]
    .map(([noun, ofNoun]) => `**${noun}** ${ofNoun.map((deed) => deed.split('.')[1]).join(', ')}`)
    .join('; ')

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`

const table = (heads: readonly string[], rows: readonly (readonly string[])[]) =>
  [row(heads), row(heads.map(() => '---')), ...rows.map(row)].join('\n')

const byReach = () => {
  const groups = Map.groupBy(deeds, (deed) => reachesOf(deed).join())
  return table(
    [...roles, 'may'],
    [...groups.values()].map((some) => [...reachesOf(some[0]!), listed(some)]),
  )
}

const byScope = () => {
  const lets = (scope: string | undefined) => listed(deeds.filter((deed) => ruleOf(deed).scope === scope))
  return table(
    ['scope', 'lets a program'],
    [...scopes.map((scope) => [`\`${scope}\``, lets(scope)]), ['none: no program may', lets(undefined)]],
  )
}

/** What a holder of grants proves their second factor for, within the minutes before. */
const afresh = () =>
  `Afresh, within ten minutes of the second factor: ${listed(deeds.filter((deed) => ruleOf(deed).fresh))}.`

const section = /(<!-- access -->)[\s\S]*(<!-- \/access -->)/

/** A document whose section between the markers says what the table of access says. */
export const withAccess = (markdown: string) => {
  if (!section.test(markdown)) throw new Error('There are no markers <!-- access --> and <!-- /access -->')
  return markdown.replace(section, (_, begin, end) =>
    [begin, byReach(), afresh(), byScope(), end].join('\n\n'),
  )
}
