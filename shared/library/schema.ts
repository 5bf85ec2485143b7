import * as z from 'zod'
import { attachedFile, attachmentIds } from '../attachments/schema.ts'
import { idOf } from '../ids.ts'
import { recordShape } from '../storage/collection.ts'
import { distinct, language, line, text, webUrl } from '../text.ts'

export const itemKinds = ['educational-tool', 'historical-account', 'analytic-article'] as const
export const itemAudiences = [
  'public',
  'teachers',
  'students',
  'researchers',
  'journalists',
  'officials',
] as const

const itemText = z.strictObject({ language, title: line(200), abstract: text(1000, 0).default('') })

/** So many that all its places in the catalogue still fit one transaction. */
const fields = {
  kind: z.enum(itemKinds),
  texts: z
    .array(itemText)
    .min(1, 'needs a title in one language at least')
    .max(6)
    .refine((all) => new Set(all.map((each) => each.language)).size === all.length, 'have a language twice'),
  author: line(200),
  url: webUrl,
  year: z.int().min(1800).max(2200),
  subjects: z.array(line(60)).max(5).transform(distinct),
  audiences: z.array(z.enum(itemAudiences)).max(4).transform(distinct),
  /** In which it can be read. */
  languages: z.array(language).min(1, 'names no language').max(6).transform(distinct),
  /** As its author gives it, such as `CC-BY-4.0`. */
  licence: line(60),
  visibility: z.enum(['public', 'members']),
}

export const mostFiles = 4

const carried = { attachmentIds: attachmentIds(mostFiles) }

export const itemInput = z
  .strictObject({
    ...fields,
    url: fields.url.optional(),
    attachmentIds: carried.attachmentIds.default([]),
    author: fields.author.optional(),
    year: fields.year.optional(),
    subjects: fields.subjects.default([]),
    audiences: fields.audiences.default([]),
    visibility: fields.visibility.default('members'),
  })
  .meta({ id: 'LibraryItemInput' })
export type ItemInput = z.output<typeof itemInput>

export const itemChange = z
  .strictObject({
    ...fields,
    ...carried,
    url: fields.url.nullable(),
    author: fields.author.nullable(),
    year: fields.year.nullable(),
  })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'changes nothing')
  .meta({ id: 'LibraryItemChange' })
export type ItemChange = z.output<typeof itemChange>

/** Something to learn from: by link, or as files. */
export const item = z.object({
  id: idOf('libraryItem'),
  ...fields,
  url: fields.url.optional(),
  attachments: z.array(attachedFile).default([]),
  author: z.string().optional(),
  year: z.int().optional(),
  ...recordShape,
})
export type LibraryItem = z.infer<typeof item>
