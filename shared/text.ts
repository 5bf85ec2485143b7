import { domainToASCII } from 'node:url'
import codes from 'i18n-iso-countries/codes.json' with { type: 'json' }
import * as z from 'zod'

// Control characters, halves of surrogate pairs (which no store keeps), the line separators, and the marks
// that embed or override writing direction.
const unfitForLine = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/u
// A name of marks and blanks alone cannot be seen, and so not told from another.
const visible = /[^\p{Cf}\p{M}\p{Z}]/u
const unfitForText = /[^\P{Cc}\n\t]|[\p{Cs}\u202d\u202e\ufeff]/u

/** One line of text, at most `max` characters: no control characters, so that it can stand in a header. */
export const line = (max: number, min = 1) =>
  z
    .string()
    .transform((text) => text.normalize('NFC').trim())
    .pipe(
      z
        .string()
        .min(min, min === 1 ? 'is empty' : `is shorter than ${min} characters`)
        .max(max, `is longer than ${max} characters`)
        .refine((text) => text === '' || visible.test(text), 'has nothing that can be seen')
        .refine((text) => !unfitForLine.test(text), 'contains line breaks or control characters'),
    )

/** Text of several lines, at most `max` characters; line ends become LF. */
export const text = (max: number, min = 1) =>
  z
    .string()
    .transform((text) => text.normalize('NFC').replace(/\r\n?/g, '\n').trim())
    .pipe(
      z
        .string()
        .min(min, 'is empty')
        .max(max, `is longer than ${max} characters`)
        .refine((text) => !unfitForText.test(text), 'contains control characters'),
    )

const known = new Set((codes as string[][]).map(([alpha2]) => alpha2))

/** ISO 3166-1 alpha-2. */
export const country = z
  .string()
  .regex(/^[A-Z]{2}$/, 'is not an ISO 3166-1 alpha-2 code')
  .refine((code) => known.has(code), 'is not a country of ISO 3166-1')
  .meta({ id: 'Country', description: 'ISO 3166-1 alpha-2', examples: ['KE'] })

/** Well-formed is too little: a word such as `French` is, and no language has more than three letters. */
const canonicalLanguage = (tag: string) => {
  try {
    const [canonical] = Intl.getCanonicalLocales(tag)
    return canonical && /^[a-z]{2,3}(-|$)/.test(canonical) ? canonical : undefined
  } catch {
    return undefined
  }
}

/** BCP 47, in its canonical form. */
export const language = z
  .string()
  .max(35, 'is longer than 35 characters')
  .refine((tag) => canonicalLanguage(tag) !== undefined, 'is not a BCP 47 language tag')
  .transform((tag) => canonicalLanguage(tag)!)
  .meta({ id: 'Language', description: 'BCP 47', examples: ['pt-BR'] })

// To ask for a zone is slow, and the zones in use are few.
const zones = new Set<string>()

// Abbreviations that the runtime takes and IANA does not have. It reads BST as Dhaka and AST as Anchorage.
const noZones =
  /^(A[CEGR]T|AST|BET|BST|CAT|CNT|CST|CTT|EAT|ECT|I[ES]T|JST|MIT|NET|NST|PLT|PNT|PRT|PST|SST|VST|SystemV\/.*)$/i

const isZone = (zone: string) => {
  if (zones.has(zone)) return true
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    if (!/^[A-Za-z]/.test(zone) || noZones.test(zone)) return false
    if (zones.size < 1000) zones.add(zone)
    return true
  } catch {
    return false
  }
}

/** A name of the IANA time zone database; offsets are none. */
export const timeZone = z
  .string()
  .max(64, 'is longer than 64 characters')
  .refine(isZone, 'is not an IANA time zone')
  .meta({ id: 'TimeZone', description: 'IANA time zone', examples: ['Africa/Nairobi'] })

const beyondAscii = /[^\p{ASCII}]/u

/** An address as mail servers take it: without marks that copying leaves unseen, its domain in ASCII (IDNA). */
const asMailed = (address: string) => {
  const seen = address.replace(/\p{Cf}/gu, '').trim()
  const [local, domain, ...more] = seen.split('@', 3)
  if (!domain || more.length > 0 || !beyondAscii.test(domain)) return seen
  return `${local}@${domainToASCII(domain) || domain}`
}

const whyNoAddress = ({ input }: { input?: unknown }) =>
  beyondAscii.test(String(input).split('@', 1)[0]!)
    ? 'has letters before the @ that not every mail server takes'
    : 'is not a mail address'

/** A mail address of ASCII characters, as RFC 5321 limits it; a domain in other letters becomes one. */
export const email = z
  .string()
  .transform(asMailed)
  .pipe(z.email({ error: whyNoAddress }).max(254, 'is longer than 254 characters'))
  .refine((address) => address.indexOf('@') <= 64, 'has more than 64 characters before the @')
  .meta({ id: 'Email', examples: ['focal-point@member-001.example.org'] })

/** Addresses that differ in case alone are one. */
export const foldAddress = (address: string) => address.toLowerCase()

/** How far a digit of any script is from the zero of its script. */
const fromZero = (digit: string) => {
  const point = digit.codePointAt(0)!
  let value = 0
  while (/\p{Nd}/u.test(String.fromCodePoint(point - value - 1))) value++
  return String(value % 10)
}

/** People type the digits of their own keyboard. */
const inAsciiDigits = (text: string) => text.replace(/[^\P{Nd}0-9]/gu, fromZero)

/** A code as it was sent, out of what people type: in their own digits, and with gaps. */
export const digitsIn = (code: string) => inAsciiDigits(code.replace(/[\s\p{Cf}-]/gu, ''))

/** A code from a mail or an authenticator app. */
export const sixDigits = z
  .string()
  .max(40, 'is not a six-digit code')
  .transform(digitsIn)
  .pipe(z.string().regex(/^[0-9]{6}$/, 'is not a six-digit code'))

/** A number with its country's code, for people to read. */
export const phoneNumber = z
  .string()
  .max(100, 'is longer than 100 characters')
  .transform((number) => inAsciiDigits(number.replace(/\p{Cf}/gu, '')).trim())
  .pipe(
    z
      .string()
      .regex(
        /^\+(?=(?:[^0-9]*[0-9]){7,15}[^0-9]*$)[0-9 ()./-]{7,30}$/,
        'is not a number with its country’s code, as in +41 22 555 01 00',
      ),
  )

export const webUrl = z
  .url({ protocol: /^https?$/, hostname: z.regexes.domain, error: 'is not an http or https address' })
  .max(2000, 'is longer than 2000 characters')
  .refine((url) => url.isWellFormed(), 'is not an http or https address')

/** Whether a time lies where its text sorts as it does: rows are kept in its order, and no work is planned beyond. */
export const isWithinReach = (time: string) => {
  const year = new Date(time).getUTCFullYear()
  return year >= 1900 && year < 2200
}

/** A date and time with offset, RFC 3339. */
export const instant = z.iso
  .datetime({ offset: true, abort: true })
  .refine(isWithinReach, 'does not lie between the years 1900 and 2200')
  .meta({ examples: ['2026-12-01T15:00:00Z'] })

/** Removes repetitions and keeps the order. */
export const distinct = <T>(values: readonly T[]) => [...new Set(values)]
