import { eventTypes, type HistoryType } from '../../../../../shared/events/schema.ts'
import type { Phrases } from '../../../../../shared/rendering/catalogue.ts'
import { distinct } from '../../../../../shared/text.ts'
import type { Option, OptionGroup } from '../shell/fields.tsx'

type Before<Type> = Type extends `${infer Part}.${string}` ? Part : never

/** What a type of event begins with: `alert`, `meeting`. */
type Area = Before<HistoryType>

const areaOf = (type: string) => type.split('.')[0] as Area

export const areas = distinct(eventTypes.map(areaOf))

const named = new Set<string>([...eventTypes, ...areas])
const isNamed = (name: string): name is HistoryType | Area => named.has(name)

/** What happened, or an area of it, in the reader's words; a type without words for it does not compile. */
export const nameOf = (name: string, { t }: Phrases) => (isNamed(name) ? t(`event.${name}`) : name)

/** What can be chosen: every area by the reader's alphabet, and in the chosen one each thing that happens in it. */
export const choicesOf = (chosen: string, words: Phrases): (Option | OptionGroup)[] => {
  const option = (value: string): Option => ({ value, label: nameOf(value, words) })
  const { compare } = new Intl.Collator(words.language)
  const within = (area: Area) => eventTypes.filter((type) => areaOf(type) === area).map(option)
  const listed = areas
    .map(option)
    .sort((one, other) => compare(one.label, other.label))
    .flatMap((area) =>
      area.value === areaOf(chosen)
        ? [area, { label: area.label, options: within(area.value as Area) }]
        : [area],
    )
  return chosen === '' || isNamed(chosen) ? listed : [option(chosen), ...listed]
}
