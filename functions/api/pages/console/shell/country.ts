import * as z from 'zod'
import { countryOf } from '../../../../../shared/organizations/import/countries.ts'
import { country } from '../../../../../shared/text.ts'
import { givenIn, listedIn, type Typed } from './form.ts'

/** What was typed as a country, by its code or by its name in one of many languages; else as it was typed. */
const meant = (text: string) => countryOf(text) ?? text

export const countryIn = (typed: Typed, name: string) => {
  const given = givenIn(typed, name)
  return given && meant(given)
}

export const countriesIn = (typed: Typed, name: string) => listedIn(typed, name).map(meant)

/** The country that a list is narrowed down to; what means none narrows nothing down. */
export const countryAsked = z.string().trim().transform(meant).pipe(country).optional().catch(undefined)
