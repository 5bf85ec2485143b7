import type { Id } from '../../ids.ts'
import { definitionsVersion } from '../../situations/vocabulary.ts'
import { newRecord } from '../../storage/collection.ts'
import { alertInput } from '../content.ts'
import { untouched } from '../draft.ts'
import type { Alert } from '../schema.ts'
import { mended, unwritten } from './mend.ts'

const { situationId, audience } = alertInput.shape
const said = alertInput.omit({ situationId: true, audience: true })

/** An audience in which nobody is. */
const nobody: Alert['content']['audience'] = { reach: 'all' }

const week = 7 * 86_400_000

const blankOf = (language: string, now: Date) => ({
  level: 'warning',
  texts: [{ language, headline: unwritten, description: unwritten }],
  expiresAt: new Date(now.getTime() + week).toISOString(),
})

const unborn = (content: Alert['content'], now: Date): Alert => ({
  id: `alt_${unwritten}`,
  state: 'draft',
  revision: 1,
  content,
  touchedBy: [],
  ...untouched,
  ...newRecord(now),
})

interface Sketching {
  readonly now: Date
  /** In which nothing is written, as long as nothing is. */
  readonly language: string
  /** What is being changed; a new alert without it. */
  readonly alert?: Alert | undefined
}

/** What is out keeps whom it tells, and what it is. */
const kept = ({ content, issues }: Alert): Partial<Alert['content']> => {
  const { messageType, cancelReason, issuedBy, audience, exercise } = content
  return {
    ...{ messageType, cancelReason, issuedBy, situationId: content.situationId },
    ...(issues.length > 0 && { audience, exercise }),
  }
}

/** The alert that would come of what somebody is still writing, whatever it lacks. Nothing of it is stored. */
export const sketchOf = (
  written: Readonly<Record<string, unknown>>,
  { now, language, alert }: Sketching,
): { readonly alert: Alert; readonly isWhole: boolean } => {
  const { situationId: of, audience: whom, correction, ...rest } = written
  const text = mended(said, rest, blankOf(language, now))
  const place = situationId.safeParse(of)
  const told = audience.safeParse(whom)
  const content: Alert['content'] = {
    ...text.value,
    situationId: place.data ?? (`sit_${unwritten}` as Id<'situation'>),
    audience: told.data ?? nobody,
    levelDefinition: definitionsVersion,
    messageType: 'alert',
    ...(alert && kept(alert)),
    ...(correction === true && { correction }),
  }
  const isOut = alert !== undefined && alert.issues.length > 0
  return {
    alert: alert ? { ...alert, content, submission: undefined } : unborn(content, now),
    isWhole: text.isWhole && (alert ? true : place.success) && (isOut || told.success),
  }
}
