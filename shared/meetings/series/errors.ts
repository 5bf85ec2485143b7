import { DomainError, invalid } from '../../errors.ts'

const rule = '#/recurrence/rule'

export const badRule = (detail: string) => invalid(detail, rule)
export const endlessSeries = () => badRule('does not end: give COUNT or UNTIL')
export const tooLongSeries = (years: number, most: number) =>
  badRule(
    `goes on for more than ${years} years, or for more than ${most} meetings. Call another when it ends`,
  )
export const dayNotInAll = () =>
  badRule(
    'falls on a day that not every year or month has. Say which is meant, as in BYMONTH=2;BYMONTHDAY=-1 or BYMONTH=2;BYMONTHDAY=29',
  )
export const notAnInstance = (at: number) =>
  invalid('is not a start of this series, as the clock there shows it', `#/recurrence/except/${at}`)
export const nothingLeft = () => invalid('leaves none', '#/recurrence/except')
export const laterOfTwo = () =>
  invalid('A series means the first of two times that a clock change repeats. Choose another', '#/startsAt')

export const notInSeries = (field: string) =>
  invalid('is for one meeting. Take one out of the series, and say it there', `#/${field}`)
export const noPlacesInSeries = (field: string) => invalid('cannot be limited in a series', `#/${field}`)
export const notRecurring = () => invalid('is of a series, and this is none', '#/recurrence')

export const tooManyApart = () =>
  new DomainError('conflict', 'Too many meetings of this series stand apart from it. Call another series.')
export const wholeSeriesOnly = () =>
  new DomainError('conflict', 'Whom a series invites is invited to all of it. Say it of the series.')
