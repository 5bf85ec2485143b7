/** Identifiers and senders. */
export const name = /^[^\s,&<]+$/

export const xmlLanguage = /^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$/

const time = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)[-+](\d\d):(\d\d)$/

const daysIn = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()

/** CAP's own form of a date and time, and one that there is; UTC may be `-00:00` or `+00:00`, never `Z`. */
export const isTime = (text: string) => {
  const [, year, month, day, hour, minute, second, ...zone] = (time.exec(text) ?? []).map(Number)
  if (year === undefined || month! < 1 || month! > 12 || day! < 1) return false
  const isClock = hour! < 24 && minute! < 60 && second! < 60 && zone[0]! < 15 && zone[1]! < 60
  return isClock && day! <= daysIn(year, month!)
}

export const timeOf = (text: string) => Date.parse(text)

export interface Reference {
  readonly sender: string
  readonly identifier: string
  readonly sent: string
}

/** `sender,identifier,sent`, separated by blanks; nothing where one of them is none. */
export const referencesIn = (text: string): Reference[] | undefined => {
  const triples = text.split(/\s+/).map((triple) => triple.split(','))
  const fit = triples.every(
    ([sender = '', identifier = '', sent = '', ...rest]) =>
      rest.length === 0 && name.test(sender) && name.test(identifier) && isTime(sent),
  )
  if (!fit) return undefined
  return triples.map(([sender, identifier, sent]) => ({
    sender: sender!,
    identifier: identifier!,
    sent: sent!,
  }))
}

const decimal = /^-?\d{1,3}(\.\d{1,12})?$/

const isPoint = (pair: string) => {
  const [latitude = '', longitude = '', ...rest] = pair.split(',')
  if (rest.length > 0 || !decimal.test(latitude) || !decimal.test(longitude)) return false
  return Math.abs(Number(latitude)) <= 90 && Math.abs(Number(longitude)) <= 180
}

export const isPolygon = (text: string) => {
  const pairs = text.split(/\s+/)
  return pairs.length >= 4 && pairs.every(isPoint) && pairs[0] === pairs.at(-1)
}

export const isCircle = (text: string) => {
  const [point = '', radius = '', ...rest] = text.split(/\s+/)
  return rest.length === 0 && isPoint(point) && /^\d{1,6}(\.\d{1,12})?$/.test(radius)
}
