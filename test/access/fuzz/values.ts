import type { Random } from '../../support/random.ts'

const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)])

/** Values that have broken programs before. JSON knows no `undefined`, so a step that wants it removes the key. */
export const hostile: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  -0,
  0.5,
  1e308,
  Number.MAX_SAFE_INTEGER + 2,
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  'a\r\nBcc: x@example.org',
  '\ud800',
  'x\udfff',
  '\u202etxt.exe',
  '\u2028',
  '\uffff',
  'e\u0301'.repeat(50),
  '👩‍👩‍👧‍👦'.repeat(20),
  'a'.repeat(300),
  'ä'.repeat(20_000),
  '../../etc/passwd',
  '<script>alert(1)</script>',
  "'; DROP TABLE members; --",
  '=HYPERLINK("http://x")',
  '{{7*7}}',
  '__proto__',
  'constructor',
  'toString',
  'undefined',
  'NaN',
  '-1',
  '1e400',
  '0x10',
  '2026-02-30T25:61:00Z',
  '+275760-09-13T00:00:00Z',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999999999+23:59',
  'Etc/GMT+99',
  'x-private-tag',
  'http://[::1]:22/',
  'javascript:alert(1)',
  'a@b',
  'ä@ö.example',
  '"a b"@example.org',
  [],
  {},
  [null],
  [[]],
  [{}],
  { __proto__: null, toString: 1 },
  { length: -1 },
  nested(60),
  Array.from({ length: 1500 }, (_, at) => at),
  Array.from({ length: 1200 }, () => 'x'),
]

type Step = (random: Random, value: unknown) => unknown

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const inObject = (random: Random, value: Record<string, unknown>): unknown => {
  const keys = Object.keys(value)
  const key = keys.length > 0 ? random.pick(keys) : 'none'
  const { [key]: old, ...rest } = value
  const steps: Step[] = [
    () => rest,
    () => ({ ...value, [key]: random.pick(hostile) }),
    () => ({ ...value, [key]: mutate(random, old) }),
    () => ({ ...value, [key]: [old] }),
    () => ({ ...value, [random.pick(['__proto__', 'constructor', 'id', 'version', 'pk', ''])]: old }),
  ]
  return random.pick(steps)(random, value)
}

const inArray = (random: Random, value: unknown[]): unknown => {
  const at = random.below(value.length + 1)
  const steps: Step[] = [
    () => value.toSpliced(at, 0, random.pick(hostile)),
    () => value.with(Math.min(at, value.length - 1), mutate(random, value[at])),
    () => [...value, ...value],
    () => [],
  ]
  return value.length === 0 ? [random.pick(hostile)] : random.pick(steps)(random, value)
}

const inText = (random: Random, value: string): unknown =>
  random.pick([
    () => value + String(random.pick(hostile.filter((each) => typeof each === 'string'))),
    () => value.slice(0, random.below(value.length + 1)),
    () => value.toUpperCase(),
    () => value.repeat(400),
    () => [value, value],
    () => random.pick(hostile),
  ])()

/** A value near the given one, and a little wrong. */
export const mutate: Step = (random, value) => {
  if (random.chance(0.05)) return random.pick(hostile)
  if (isObject(value)) return inObject(random, value)
  if (Array.isArray(value)) return inArray(random, value)
  if (typeof value === 'string') return inText(random, value)
  if (typeof value === 'number') return random.pick([-value, value + 0.5, value * 1e9, String(value), 0])
  return random.pick(hostile)
}
