import * as z from 'zod'
import { actorStamp } from '../access/actor.ts'
import { attachedFile, attachmentIds } from '../attachments/schema.ts'
import { idOf } from '../ids.ts'
import { localTime, offset } from '../meetings/schema.ts'
import { stages } from '../situations/vocabulary.ts'
import { recordShape } from '../storage/collection.ts'
import { country, distinct, language, line, text, timeZone, webUrl } from '../text.ts'

export const postKinds = [
  'news',
  'research-report',
  'country-report',
  'special-report',
  'situation-report',
  'event-notice',
  'meeting-notice',
  'appeal',
  'article',
] as const
export const postKind = z.enum(postKinds).meta({ id: 'PostKind' })
export type PostKind = z.infer<typeof postKind>

export const postStates = ['draft', 'published', 'corrected', 'held', 'withdrawn'] as const
export type PostState = (typeof postStates)[number]

/** Each state, and from where it may be reached; what is held goes back to what it was. */
export const reachableFrom: Readonly<Record<PostState, readonly PostState[]>> = {
  draft: [],
  published: ['draft', 'held'],
  corrected: ['published', 'corrected', 'held'],
  held: ['published', 'corrected'],
  withdrawn: ['published', 'corrected', 'held'],
}

/** Whether those it is for may read it. */
export const isOut = (state: PostState) => state === 'published' || state === 'corrected'

const postText = z.strictObject({ language, title: line(200), body: text(30_000) }).meta({ id: 'PostText' })

/** Characters of all texts together, in any script: a post must fit a row. */
const mostText = 60_000

const texts = z
  .array(postText)
  .min(1, 'needs a text in one language at least')
  .max(30)
  .refine((all) => new Set(all.map((each) => each.language)).size === all.length, 'have a language twice')
  .refine(
    (all) => all.reduce((sum, { title, body }) => sum + title.length + body.length, 0) <= mostText,
    `are longer than ${mostText} characters together`,
  )

const source = z.strictObject({ title: line(200), url: webUrl, date: z.iso.date().optional() })

const option = z
  .strictObject({ addressee: line(200), action: text(500), rationale: text(1000) })
  .meta({ id: 'OptionForAction' })

/** Everybody, every member, or one coalition. */
const postAudience = z
  .discriminatedUnion('to', [
    z.strictObject({ to: z.literal('public') }),
    z.strictObject({ to: z.literal('members') }),
    z.strictObject({ to: z.literal('coalition'), coalitionId: idOf('coalition') }),
  ])
  .meta({ id: 'PostAudience' })

const takesPlace = z
  .strictObject({
    startsAt: localTime,
    timeZone,
    offset: offset.optional(),
    durationMinutes: z
      .int()
      .min(1)
      .max(31 * 24 * 60),
    location: line(300).optional(),
    url: webUrl.optional(),
  })
  .meta({ id: 'PostEvent' })

/** So many that they still fit the transaction of a post. */
export const mostFiles = 6

const fields = {
  texts,
  /** So many that all its lists still fit one transaction. */
  situationIds: z.array(idOf('situation')).max(8).transform(distinct),
  places: z.array(country).max(50).transform(distinct),
  stages,
  groups: z.array(line(200)).max(20).transform(distinct),
  sources: z.array(source).max(30),
  audience: postAudience,
  /** Of an event-notice or a meeting-notice: when and where. */
  event: takesPlace.optional(),
  /** Of a situation-report: what it puts to whom, and why. */
  options: z.array(option).max(20),
  attachmentIds: attachmentIds(mostFiles),
  /** Of an appeal: the campaign that it invites to. */
  campaignId: idOf('campaign').optional(),
}

export const postInput = z
  .strictObject({
    kind: postKind,
    ...fields,
    situationIds: fields.situationIds.default([]),
    places: fields.places.default([]),
    stages: stages.default([]),
    groups: fields.groups.default([]),
    sources: fields.sources.default([]),
    options: fields.options.default([]),
    attachmentIds: fields.attachmentIds.default([]),
    /** Nothing is public unless its author says so. */
    audience: postAudience.default({ to: 'members' }),
  })
  .meta({ id: 'PostInput' })
export type PostInput = z.output<typeof postInput>

const changeable = { ...fields, event: takesPlace.nullable(), campaignId: idOf('campaign').nullable() }

export const postChange = z
  .strictObject(changeable)
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'changes nothing')
  .meta({ id: 'PostChange' })
export type PostChange = z.output<typeof postChange>

/** What a published post says from now on, and what readers are told has changed; its audience stays. */
export const postCorrection = z
  .strictObject(changeable)
  .omit({ audience: true })
  .partial()
  .extend({ changed: text(2000) })
  .refine((change) => Object.keys(change).length > 1, 'changes nothing')
  .meta({ id: 'PostCorrection' })
export type PostCorrection = z.output<typeof postCorrection>

export const reasonInput = z.strictObject({ reason: text(2000) }).meta({ id: 'PostReason' })

const step = z.object({ reason: z.string(), at: z.iso.datetime(), by: actorStamp })

/** A post as lists and feeds show it; what it says in full stands in its content. */
export const post = z.object({
  id: idOf('post'),
  kind: postKind,
  state: z.enum(postStates),
  organizationId: idOf('organization'),
  /** Who wrote it, and hears what becomes of it. */
  contactId: idOf('contact'),
  titles: z.array(z.object({ language: z.string(), title: z.string() })).min(1),
  situationIds: z.array(idOf('situation')),
  places: z.array(z.string()),
  stages: z.array(z.int()),
  groups: z.array(z.string()),
  audience: postAudience,
  event: takesPlace.extend({ startsAtUtc: z.iso.datetime(), endsAtUtc: z.iso.datetime() }).optional(),
  campaignId: idOf('campaign').optional(),
  publishedAt: z.iso.datetime().optional(),
  /** What it is again when it is held no more. */
  heldFrom: z.enum(['published', 'corrected']).optional(),
  hold: step.optional(),
  withdrawal: step.optional(),
  ...recordShape,
})
export type Post = z.infer<typeof post>

/** What a post says in full, beside it, under the same version. */
export const postContent = z.object({
  texts: z.array(z.object({ language: z.string(), title: z.string(), body: z.string() })).min(1),
  sources: z.array(source),
  options: z.array(option),
  attachments: z.array(attachedFile).default([]),
  /** Oldest first. */
  corrections: z.array(z.object({ at: z.iso.datetime(), changed: z.string() })),
})
export type PostContent = z.infer<typeof postContent>

export type WholePost = Post & PostContent
