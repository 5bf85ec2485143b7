import type { Alert } from '../../../../../../shared/alerts/schema.ts'
import { classes } from '../../../../../../shared/organizations/schema.ts'
import { filled, givenIn, type Typed, valuesOf } from '../../shell/form.ts'
import { instantIn, localTime } from '../../shell/local-time.ts'
import { begunRows, groupsOf } from '../../shell/rows.ts'

/** Fields as an object; nothing where none was filled in. */
const given = <T extends object>(fields: T) => {
  const known = filled(fields)
  return Object.keys(known).length > 0 ? known : undefined
}

const basisIn = (typed: Typed) => {
  const sources = valuesOf(typed, 'basis.sources')
  const references = groupsOf(typed, 'basis.references', (at) =>
    filled({ title: givenIn(typed, `${at}title`), url: givenIn(typed, `${at}url`) }),
  )
  return given({
    sources: sources.length > 0 ? sources : undefined,
    confidence: givenIn(typed, 'basis.confidence'),
    references: references.length > 0 ? references : undefined,
  })
}

const embargoesIn = (typed: Typed, timeZone: string) =>
  classes.flatMap((of) => {
    const minutes = givenIn(typed, `embargoes.${of}.minutes`)
    const until = givenIn(typed, `embargoes.${of}.until`)
    if (!minutes && !until) return []
    return filled({
      class: of,
      minutes: minutes && Number(minutes),
      until: until && instantIn(typed, `embargoes.${of}.until`, timeZone),
    })
  })

/** What a form says of the fields that need not be there. */
export const deskIn = (typed: Typed, timeZone: string) => ({
  signatory: given({
    name: givenIn(typed, 'signatory.name'),
    position: givenIn(typed, 'signatory.position'),
  }),
  followUp: given({
    name: givenIn(typed, 'followUp.name'),
    phone: givenIn(typed, 'followUp.phone'),
    email: givenIn(typed, 'followUp.email'),
  }),
  basis: basisIn(typed),
  handling: givenIn(typed, 'handling'),
  issueAt: givenIn(typed, 'issueAt') && instantIn(typed, 'issueAt', timeZone),
  embargoes: embargoesIn(typed, timeZone),
})

const each = (value: string | number | undefined): string[] => (value === undefined ? [] : [String(value)])
const time = (at: string | undefined, timeZone: string) => each(at && localTime(at, timeZone))

/** The same, as the form shows what is there. */
export const typedDesk = (
  { signatory, followUp, basis, handling, issueAt, embargoes }: Alert['content'],
  timeZone: string,
): Typed => ({
  'signatory.name': each(signatory?.name),
  'signatory.position': each(signatory?.position),
  'followUp.name': each(followUp?.name),
  'followUp.phone': each(followUp?.phone),
  'followUp.email': each(followUp?.email),
  'basis.sources': basis?.sources ?? [],
  'basis.confidence': each(basis?.confidence),
  ...begunRows('basis.references', basis?.references ?? []),
  handling: each(handling),
  issueAt: time(issueAt, timeZone),
  ...Object.fromEntries(
    embargoes.flatMap(({ class: of, minutes, until }) => [
      [`embargoes.${of}.minutes`, each(minutes)],
      [`embargoes.${of}.until`, time(until, timeZone)],
    ]),
  ),
})
