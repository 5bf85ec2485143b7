import { calledBy } from '../../../../../shared/organizations/contact-of.ts'
import type { Contact, Organization } from '../../../../../shared/organizations/schema.ts'
import type { Phrases } from '../../../../../shared/rendering/catalogue.ts'
import { parts } from '../../../../../shared/retention/schema.ts'
import type { Settings, SettingsChange } from '../../../../../shared/settings/schema.ts'
import { levels } from '../../../../../shared/situations/vocabulary.ts'
import { dayOptions } from '../shell/days.ts'
import { waits } from './approvals.tsx'

type Section = keyof SettingsChange
type Values = Pick<Settings, Section>
/** What is set, each by what people call it. */
type Lines = ReadonlyMap<string, string>

export interface Telling {
  readonly words: Phrases
  /** Whose names the settings speak of. */
  readonly organizations: readonly Organization[]
}

const amount = (words: Phrases, unit: 'second' | 'minute' | 'day', number: number) =>
  new Intl.NumberFormat(words.language, { style: 'unit', unit, unitDisplay: 'long' }).format(number)

/** A person by their name, or by their role where none is told; and their organization. */
export const personIn = (
  { words, organizations }: Telling,
  of: { organizationId?: string; contactId?: string },
) => {
  const organization = organizations.find(({ id }) => id === of.organizationId)
  const contact: Contact | undefined = organization?.contacts.find(({ id }) => id === of.contactId)
  if (!organization || !contact) return organization?.name ?? '–'
  return `${calledBy(contact) ?? words.t(`role.${contact.role}`)} – ${organization.name}`
}

const dutyLines = ({ duty }: Values, telling: Telling): [string, string][] => {
  const { words } = telling
  const dayNames = new Map(dayOptions(words.language).map(({ value, label }) => [value, label]))
  const shifts = duty.shifts.map(({ days, from, to, timeZone, ...of }, at): [string, string] => [
    words.t('console.shift', { number: String(at + 1) }),
    `${personIn(telling, of)}: ${days.map((day) => dayNames.get(String(day))).join(', ')}, ${from}–${to} (${timeZone})`,
  ])
  return [...shifts, [words.t('console.duty-passes'), amount(words, 'minute', duty.passOnAfter)]]
}

/** Each section in words, whatever section is ever added: the type wants its line. */
const telling: Readonly<Record<Section, (values: Values, telling: Telling) => [string, string][]>> = {
  duty: dutyLines,
  approvals: ({ approvals }, { words: { t } }) =>
    levels.map((level) => [t(`level.${level}`), String(approvals[level])]),
  holdSeconds: ({ holdSeconds }, { words }) => [
    [words.t('console.hold'), amount(words, 'second', holdSeconds)],
  ],
  escalation: ({ escalation }, { words }) =>
    levels.flatMap((level) =>
      waits.map((wait): [string, string] => [
        `${words.t(`level.${level}`)}: ${words.t(`console.escalation.${wait}`)}`,
        amount(words, 'minute', escalation[level][wait]),
      ]),
    ),
  advocacy: ({ advocacy }, { words: { t } }) => [
    [t('console.settings.letters-per-target'), String(advocacy.lettersPerTarget)],
  ],
  breakGlass: ({ breakGlass }, { words: { t }, organizations }) => [
    [
      t('console.desks'),
      breakGlass.organizationIds
        .map((id) => organizations.find((each) => each.id === id)?.name ?? id)
        .join('\n'),
    ],
  ],
  retention: ({ retention }, { words }) =>
    parts.map((part) => {
      const days = retention[part]
      return [
        words.t(`console.retention.${part}`),
        days === null ? words.t('console.settings.for-good') : amount(words, 'day', days),
      ]
    }),
}

const titles = {
  duty: 'console.rota',
  approvals: 'console.approvals',
  holdSeconds: 'console.hold',
  escalation: 'console.escalation',
  advocacy: 'console.settings.letters',
  breakGlass: 'console.alone',
  retention: 'console.retention',
} as const satisfies Record<Section, string>

export interface Difference {
  readonly title: (typeof titles)[Section]
  readonly lines: readonly { readonly of: string; readonly now: string; readonly proposed: string }[]
}

/** What a change would make different from what holds now, section by section. */
export const differencesOf = (settings: Settings, change: SettingsChange, names: Telling): Difference[] =>
  (Object.keys(change) as Section[]).flatMap((section) => {
    const tell = telling[section]
    const now: Lines = new Map(tell(settings, names))
    const proposed: Lines = new Map(tell({ ...settings, ...change }, names))
    const lines = [...new Set([...now.keys(), ...proposed.keys()])]
      .map((of) => ({ of, now: now.get(of) ?? '', proposed: proposed.get(of) ?? '' }))
      .filter((line) => line.now !== line.proposed)
    return lines.length === 0 ? [] : [{ title: titles[section], lines }]
  })
