import * as z from 'zod'
import type { Matter } from '../organizations/preferences.ts'
import type { MailKind } from '../rendering/kinds.ts'
import { level } from '../situations/vocabulary.ts'

const about: Partial<Readonly<Record<MailKind, Matter['about']>>> = {
  alert: 'alerts',
  meeting: 'meetings',
  reminder: 'meetings',
  poll: 'meetings',
  'coalition-invitation': 'coalitions',
}

const content = z.object({
  level: level.optional(),
  countries: z.array(z.string()).optional(),
  coalitionIds: z.array(z.string()).optional(),
})

/** What a notification is about; nothing where it is the recipient's own affair, which no preference narrows. */
export const matterOf = (kind: MailKind, frozen: unknown): Matter | undefined => {
  const of = about[kind]
  if (!of) return undefined
  const { level: at, countries, coalitionIds } = content.parse(frozen)
  return { about: of, level: at, places: countries, coalitionIds }
}
