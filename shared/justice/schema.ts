import * as z from 'zod'
import { actorStamp } from '../access/actor.ts'
import { idOf } from '../ids.ts'
import { crime } from '../situations/vocabulary.ts'
import { recordShape } from '../storage/collection.ts'
import { country, line, text, webUrl } from '../text.ts'
import { caseStage, courtKinds, outcomes, warrantKinds, warrantStates } from './vocabulary.ts'

const source = z
  .strictObject({ title: line(200), url: webUrl, date: z.iso.date().optional() })
  .meta({ id: 'CaseSource' })

const number = z.int().min(1).max(50)

const uniquelyNumbered = (accused: readonly { number: number }[]) =>
  new Set(accused.map((each) => each.number)).size === accused.length

const accused = z.strictObject({
  /** What warrants call them by; it stays theirs. */
  number,
  name: line(200),
  /** What a court decided of them, if it has. Until then whatever is said of them is alleged. */
  outcome: z.enum(outcomes).optional(),
})
export type Accused = z.infer<typeof accused>

const warrant = z.strictObject({
  kind: z.enum(warrantKinds),
  /** The number of whom it is against. */
  against: number,
  state: z.enum(warrantStates),
  /** When it came to this state. */
  on: z.iso.date(),
  source,
})

const fields = {
  title: line(200),
  court: z.strictObject({ kind: z.enum(courtKinds), name: line(200), country: country.optional() }),
  visibility: z.enum(['public', 'members']),
  summary: text(10_000, 0),
  accused: z.array(accused).max(50).refine(uniquelyNumbered, 'has a number twice'),
  charges: z.array(z.strictObject({ crime: crime.optional(), text: line(500) })).max(50),
  warrants: z.array(warrant).max(50),
  documents: z.array(source).max(50),
}

const sources = z.array(source).min(1, 'names no source').max(10)

export const caseInput = z
  .strictObject({
    ...fields,
    /** Nothing is public unless somebody says so. */
    visibility: fields.visibility.default('members'),
    summary: fields.summary.default(''),
    accused: fields.accused.default([]),
    charges: fields.charges.default([]),
    warrants: fields.warrants.default([]),
    documents: fields.documents.default([]),
    situationId: idOf('situation').optional(),
    stage: caseStage,
    /** When it came to this stage. */
    since: z.iso.date(),
    sources,
  })
  .meta({ id: 'CaseInput' })
export type CaseInput = z.output<typeof caseInput>

export const caseChange = z
  .strictObject({ ...fields, situationId: idOf('situation').nullable() })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'changes nothing')
  .meta({ id: 'CaseChange' })
export type CaseChange = z.output<typeof caseChange>

export const stageChange = z
  .strictObject({
    stage: caseStage,
    since: z.iso.date(),
    sources,
    note: text(2000).optional(),
    /** Whether it only puts right what was kept in error, so that no step of a court is meant. */
    correction: z.literal(true).optional(),
  })
  .meta({ id: 'CaseStageChange' })
export type StageChange = z.output<typeof stageChange>

/** A case before a court, as the alliance follows it. Everybody accused is presumed innocent (see `standing.ts`). */
export const legalCase = z.object({
  id: idOf('case'),
  ...fields,
  situationId: idOf('situation').optional(),
  stage: caseStage,
  since: z.string(),
  /** Whether a court has judged; a retrial begins anew. */
  judged: z.boolean(),
  ...recordShape,
})
export type Case = z.infer<typeof legalCase>

/** A stage as the case came to it once, with what shows it. */
export const stageEntry = z.object({
  ...stageChange.shape,
  from: caseStage.optional(),
  at: z.iso.datetime(),
  by: actorStamp,
})
export type StageEntry = z.infer<typeof stageEntry>
