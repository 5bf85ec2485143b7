import * as z from 'zod'
import { idOf } from '../../ids.ts'
import { entry, fields, word } from './entry.ts'

/** Of alerts and news that others send us. */
export const incoming = {
  'hub.created': entry('hub', 'Another warning centre may send its alerts'),
  'hub.updated': entry('hub', 'What is known of another warning centre changed', { fields }),
  'hub.removed': entry('hub', 'Another warning centre may send nothing more'),
  'incoming-alert.received': entry('incoming', 'An alert came from another warning centre', {
    hubId: idOf('hub'),
    status: word,
    msgType: word,
  }),
  'incoming-alert.closed': entry('incoming', 'It was decided what becomes of an alert that came', {
    outcome: word,
  }),
  'incoming-news.received': entry('news', 'News of an indicator came from another warning centre', {
    hubId: idOf('hub'),
    countries: z.array(z.string()),
  }),
  'incoming-news.closed': entry('news', 'It was decided what becomes of news that came', { outcome: word }),
}
