import type { Meeting } from './schema.ts'

/** The agenda as mails, pages and calendars show it: its items by number, each with its minutes, and what is said besides. */
export const agendaText = ({ agendaItems = [], agenda }: Pick<Meeting, 'agendaItems' | 'agenda'>) => {
  const items = agendaItems.map(
    ({ title, minutes }, at) => `${at + 1}. ${title}${minutes === undefined ? '' : ` (${minutes}′)`}`,
  )
  return [items.join('\n'), agenda].filter(Boolean).join('\n\n')
}
