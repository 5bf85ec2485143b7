import * as z from 'zod'
import { idOf, type Kind, prefixes } from '../../ids.ts'

/** A state, a kind or a reason, as the API spells it. Others may come: receivers stay calm when one does. */
export const word = z.string().regex(/^[A-Za-z0-9-]+$/)
export const instant = z.iso.datetime()
export const count = z.int().nonnegative()
/** The names of what changed. */
export const fields = z.array(z.string())

/** What a type of event tells, what its subject is, and what its data says: ids, words and counts, and no more. */
export interface Entry {
  readonly tells: string
  readonly subject: z.ZodType<string>
  readonly data: z.ZodObject
}

/** Subjects that are not records, and `matter`: whatever it is about. */
type Subject = Kind | 'roster' | 'forecasts' | 'settings' | 'matter'

const isKind = (subject: Subject): subject is Kind => Object.hasOwn(prefixes, subject)

const subjectOf = (subject: Subject): z.ZodType<string> => {
  if (subject === 'matter') return z.string()
  return isKind(subject) ? idOf(subject) : z.literal(subject)
}

export const entry = (subject: Subject, tells: string, data: z.ZodRawShape = {}): Entry => ({
  tells,
  subject: subjectOf(subject),
  data: z.strictObject(data),
})
