import * as z from 'zod'
import { idOf } from '../ids.ts'
import { recordShape } from '../storage/collection.ts'
import { fileName } from './names.ts'
import { attachmentTypes, endsAs } from './types.ts'

/** Bytes: what a phone still loads, and what one function can hold to look at it. */
export const largest = 25 * 1024 * 1024

const described = z.strictObject({
  name: fileName,
  type: z.enum(attachmentTypes),
  size: z
    .int()
    .min(1, 'is empty')
    .max(largest, `is larger than ${largest / 1024 / 1024} MB`),
  /** In hexadecimal, as `sha256sum` prints it: these bytes can be uploaded, and no others. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'is not a SHA-256 in hexadecimal'),
})

export const attachmentInput = described
  .refine(({ name, type }) => endsAs(name, type), {
    message: 'does not end as files of its type do',
    path: ['name'],
  })
  .meta({ id: 'AttachmentInput' })
export type AttachmentInput = z.output<typeof attachmentInput>

/** A file as whatever carries it shows it. */
export const attachedFile = z
  .object({ id: idOf('attachment'), ...described.shape })
  .meta({ id: 'AttachedFile' })
export type AttachedFile = z.infer<typeof attachedFile>

/** What a record carries, by the ids of files that are ready. */
export const attachmentIds = (most: number) => z.array(idOf('attachment')).max(most)

export const attachment = z.object({
  ...attachedFile.shape,
  organizationId: idOf('organization'),
  /** Whether its bytes are still to come, or were found to be what it claims, or not. */
  state: z.enum(['awaiting', 'ready', 'refused']),
  /** Why it was refused: it is not of its type, or says where it was taken. */
  refusal: z.enum(['type', 'location']).optional(),
  /** The one record that carries it. */
  attachedTo: z.union([idOf('post'), idOf('libraryItem')]).optional(),
  ...recordShape,
})
export type Attachment = z.infer<typeof attachment>

/** How the bytes are sent: this request and no other, until then. */
export const uploadForm = z
  .object({
    method: z.literal('PUT'),
    url: z.url(),
    headers: z.record(z.string(), z.string()),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: 'AttachmentUpload' })

/** Where a file can be fetched for a moment. */
export const download = z.object({ url: z.url(), expiresAt: z.iso.datetime() }).meta({ id: 'Download' })
