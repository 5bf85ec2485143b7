import type { Option } from './fields.tsx'

/** The days of the week, 1 being Monday, by their names. 4 January 2027 is a Monday. */
export const dayOptions = (language: string): Option[] =>
  [1, 2, 3, 4, 5, 6, 7].map((day) => ({
    value: String(day),
    label: new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(
      new Date(Date.UTC(2027, 0, 3 + day)),
    ),
  }))
