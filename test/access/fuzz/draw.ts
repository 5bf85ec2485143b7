import type { Random } from '../../support/random.ts'
import { aRoster } from '../../support/roster-file.ts'
import type { House } from '../house.ts'
import { type Entry, routes } from '../routes.ts'
import type { Operation } from './contract.ts'
import { hostile, mutate } from './values.ts'

/** A request as it goes over the wire. */
export interface Drawn {
  readonly method: string
  readonly path: string
  readonly headers: Record<string, string>
  readonly body?: string
}

const oddIds = [
  '%',
  '%00',
  '%ff',
  '%2e%2e',
  '%2F',
  '..',
  '.',
  '__proto__',
  'constructor',
  'org_',
  'con_%20',
  'alt_ZZZ',
  'mtg_0#1',
  'ntf_aaaaaaaaaaaaaaaa',
  `coa_${'a'.repeat(33)}`,
  `sit_${'a'.repeat(5000)}`,
  'org_a|b',
  '💥',
  '-',
  "';--",
]

const oddQueries = [
  'limit=0',
  'limit=-1',
  'limit=1e3',
  'limit=abc',
  'limit=',
  'limit=1&limit=2',
  'limit[]=1',
  'limit=200',
  'limit=1',
  'cursor=x',
  'cursor=',
  'cursor=k1.e30.AAAAAAAAAAAAAAAAAAAAAA',
  'cursor=k9.e30.AAAAAAAAAAAAAAAAAAAAAA',
  `cursor=${'a'.repeat(3000)}`,
  'cursor=%ff%fe',
  'day=2026-99-99',
  'day=2026-11-22&day=2026-11-23',
  'subject=%00',
  'subject=',
  'from=2026-01-01&to=2025-01-01',
  'from=+275760-09-13',
  'country=ke',
  'country=KE&country=UG',
  'class=ngo&relation=member',
  'state=draft',
  'level=watch',
  'dryRun=true',
  'dryRun=TRUE&dryRun=',
  '__proto__=1',
  'a%=b',
  '&&&=&',
  'x'.repeat(4000),
]

const oddHeaders: readonly Record<string, string>[] = [
  { 'If-Match': '*' },
  { 'If-Match': '"1"' },
  { 'If-Match': 'W/"1"' },
  { 'If-Match': '"999999999999999999999"' },
  { 'If-Match': '' },
  { 'If-Match': '"1", "2"' },
  { 'If-Match': 'x'.repeat(500) },
  { 'Idempotency-Key': '' },
  { 'Idempotency-Key': '"a"' },
  { 'Idempotency-Key': 'x'.repeat(300) },
  { 'Idempotency-Key': '\u00ff\u0080' },
  { 'Idempotency-Key': 'same' },
  { Accept: 'text/html' },
  { 'Accept-Language': 'x-,;q=9,*' },
  { Authorization: 'Bearer' },
  { Authorization: 'Basic Og==' },
  { Authorization: 'Bearer a b' },
  { Cookie: 'tocsin_session=x' },
  { Cookie: '=;;=%;tocsin_session=%ff' },
  { Origin: 'null' },
  { 'X-HTTP-Method-Override': 'DELETE' },
  { 'Content-Encoding': 'gzip' },
  { 'X-Forwarded-For': '::::' },
]

const oddTypes = [
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'multipart/form-data',
  'application/json; charset=utf-16',
  'application/problem+json',
  'text/csv',
  'text/csv; charset=latin1',
  'APPLICATION/JSON',
  ';;;',
  '',
]

const oddBodies = [
  '',
  '{',
  'null',
  '[]',
  '"text"',
  '{"a":1,"a":2}',
  '{"__proto__":{"polluted":1}}',
  '\ufeff{}',
  '{} {}',
  'NaN',
  '['.repeat(20_000),
  'a=b&a=c',
  '--x\r\n\r\n--x--',
  '"\\ud800"',
  'a,b\n"c',
  'organization,class\n\u0000,\ud800\n',
]

const issued = ({ issuedId: id }: House) => ({ id })

/** Where the matrix asks only whether somebody may, and a guesser would rather get further. */
const further: Readonly<Record<string, Pick<Entry, 'path' | 'body'>>> = {
  'POST /v1/alerts/{id}/update': { path: issued, body: () => ({ level: 'warning' }) },
  'POST /v1/alerts/{id}/cancellation': { path: issued },
  'POST /v1/organizations/import': { body: () => aRoster([{}]) },
}

/** What a program would send: the matrix's own example where there is one. */
const goodBody = ({ route }: Operation, house: House) =>
  (further[route]?.body ?? routes[route]?.body)?.(house)

/** What somebody knows who has just read the thing that is to be changed. */
export interface Read {
  readonly etag?: string
  readonly digest?: string
}

const pathOf = (random: Random, { path, route }: Operation, house: House, ids: readonly string[]) => {
  const own = (further[route]?.path ?? routes[route]?.path)?.(house) ?? {}
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (random.chance(0.6) && own[name]) return own[name]
    if (random.chance(0.7)) return random.pick(ids)
    return random.chance(0.5) ? random.pick(oddIds) : encodeURIComponent(wellFormed(random.pick(hostile)))
  })
}

const wellFormed = (value: unknown) => String(JSON.stringify(value)).toWellFormed().slice(0, 2000)

const bodyOf = (random: Random, operation: Operation, house: House, ids: readonly string[]) => {
  if (random.chance(0.1)) return random.pick(oddBodies)
  let value = goodBody(operation, house)
  if (typeof value === 'string') {
    const at = random.below(value.length)
    return random.chance(0.4) ? value : value.slice(0, at) + random.pick(oddBodies) + value.slice(at)
  }
  if (value === undefined) return random.chance(0.7) ? undefined : JSON.stringify(random.pick(hostile))
  if (random.chance(0.7)) value = mutate(random, value)
  if (random.chance(0.3)) value = mutate(random, value)
  const text = JSON.stringify(value) ?? ''
  return random.chance(0.2) ? text.replace(/\b[a-z]{3}_[0-9a-z]{16}\b/g, () => random.pick(ids)) : text
}

/** Draws a request to an operation: good, nearly good or hostile; `ids` are what a guesser may have come by. */
export const draw = (random: Random, operation: Operation, house: House, ids: readonly string[]): Drawn => {
  const { method, route } = operation
  const body = method === 'GET' ? undefined : bodyOf(random, operation, house, ids)
  const queries = Array.from({ length: random.below(3) }, () => random.pick(oddQueries))
  const query = random.chance(0.5) ? (routes[route]?.query ?? '') : `?${queries.join('&')}`
  const headers: Record<string, string> = {
    ...(body !== undefined && { 'Content-Type': 'application/json' }),
    ...routes[route]?.headers,
    ...(random.chance(0.1) && { 'Content-Type': random.pick(oddTypes) }),
    ...(random.chance(0.3) && random.pick(oddHeaders)),
  }
  const path = pathOf(random, operation, house, ids) + query
  return { method, path, headers, ...(body !== undefined && { body }) }
}

/** The request of somebody who has read before: the version at hand, the digest in review. */
export const informed = (drawn: Drawn, { etag, digest }: Read): Drawn => ({
  ...drawn,
  headers: { ...drawn.headers, ...(etag && { 'If-Match': etag }) },
  ...(digest && drawn.path.endsWith('/approval') && { body: JSON.stringify({ digest }) }),
})
