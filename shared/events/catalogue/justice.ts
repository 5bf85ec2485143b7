import * as z from 'zod'
import { idOf } from '../../ids.ts'
import { entry, word } from './entry.ts'

const courtCase = { stage: word, isPublic: z.boolean(), situationId: idOf('situation').optional() }
const watcher = { contactId: idOf('contact') }

/** Of cases before courts. */
export const justice = {
  'case.opened': entry('case', 'A case before a court is followed', courtCase),
  'case.updated': entry('case', 'The entry of a case changed', courtCase),
  'case.stage-changed': entry('case', 'A case reached another stage', courtCase),
  'case.hearing-scheduled': entry('case', 'A hearing was set', courtCase),
  'case.hearing-changed': entry('case', 'A hearing was moved, or will not be', courtCase),
  'case.watched': entry('case', 'Somebody wants to be told of a case', watcher),
  'case.unwatched': entry('case', 'Somebody is told of a case no more', watcher),
}
