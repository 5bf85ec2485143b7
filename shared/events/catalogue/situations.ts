import * as z from 'zod'
import { idOf } from '../../ids.ts'
import { level } from '../../situations/vocabulary.ts'
import { country } from '../../text.ts'
import { entry, fields, word } from './entry.ts'

const countries = z.array(country)

/** Of what is watched, and how bad it is. */
export const situations = {
  'situation.created': entry('situation', 'A situation is watched', { level, countries }),
  'situation.updated': entry('situation', 'The entry of a situation changed', { fields }),
  'situation.level-changed': entry('situation', 'A situation got better or worse', {
    from: level,
    level,
    countries,
  }),
  'situation.indicator-added': entry('situation', 'An indicator was observed', {
    indicatorId: idOf('timeline'),
    date: z.iso.date(),
  }),
  'situation.assessed': entry('situation', 'The risk factors of a situation were assessed', {
    assessmentId: idOf('assessment'),
    suggested: level.optional(),
  }),
  'situation.forecast-attached': entry('situation', 'A forecast speaks of a situation', {
    source: word,
    year: z.int(),
    countries,
  }),
  'forecasts.imported': entry('forecasts', 'Forecasts of countries that nobody watches wait for a decision', {
    proposed: countries,
  }),
}
