import type { Context } from 'hono'
import {
  beginAttachment,
  bringAttachment,
  digestOf,
  readBegun,
} from '../../../../../shared/attachments/add.ts'
import { type AttachedFile, attachmentInput } from '../../../../../shared/attachments/schema.ts'
import { allEndings, typeBy } from '../../../../../shared/attachments/types.ts'
import { DomainError, invalid } from '../../../../../shared/errors.ts'
import type { Phrases } from '../../../../../shared/rendering/catalogue.ts'
import { sizeIn } from '../../../../../shared/rendering/size.ts'
import type { Env } from '../../../http/env.ts'
import { onceUnder } from '../../../http/idempotency.ts'
import { mostInForm } from '../../../http/limits.ts'
import { Boxes, Faults } from './fields.tsx'
import { type Filled, faultsIn, parsed, type Typed, valueIn } from './form.ts'

interface Fields {
  readonly form: Filled
  readonly words: Phrases
  /** What is carried already. */
  readonly carried: readonly AttachedFile[]
  /** Of how many there is room for no more. */
  readonly most: number
}

/** The files that something carries: those that can be taken off, and one that is added. */
export const FileFields = ({ carried, most, ...field }: Fields) => {
  const { form, words } = field
  const { t, language } = words
  const isWrong = faultsIn(form, 'file').length > 0
  return (
    <>
      {carried.length > 0 && (
        <Boxes
          {...field}
          name="takeOff"
          label={t('console.files.take-off')}
          hint={t('console.files.gone')}
          options={carried.map(({ id, name, size }) => ({
            value: id,
            label: `${name} · ${sizeIn(size, language)}`,
          }))}
        />
      )}
      <label for="file">{t('console.files.add')}</label>
      <p class="hint" id="file-hint">
        {t('console.files.hint', { size: sizeIn(mostInForm, language), count: String(most) })}
      </p>
      <input
        id="file"
        type="file"
        name="file"
        accept={allEndings.join(',')}
        aria-describedby={isWrong ? 'file-hint file-fault' : 'file-hint'}
        aria-invalid={isWrong ? 'true' : undefined}
      />
      <Faults {...field} name="file" />
    </>
  )
}

/** Whatever is wrong with what was chosen stands beside the one field in which it was. */
const besideTheField = (error: unknown): never => {
  if (!(error instanceof DomainError) || error.faults.length === 0) throw error
  const faults = error.faults.map(({ detail }) => ({ detail, pointer: '#/file' }))
  throw new DomainError(error.code, error.message, faults)
}

const announcedBy = async (file: File) => {
  const type = typeBy(file.name)
  if (!type) throw invalid(`is of no type that can be attached: ${allEndings.join(', ')}`, '#/file')
  if (file.size > mostInForm) throw invalid('is too large to be sent by this form', '#/file')
  const bytes = new Uint8Array(await file.arrayBuffer())
  const said = { name: file.name, type, size: bytes.length, sha256: digestOf(bytes) }
  return { announced: parsed(attachmentInput, said), bytes }
}

/** The file that came with a form, looked into and ready to be attached; nothing where none was chosen. */
const brought = async (c: Context<Env>, typed: Typed) => {
  const { file } = await c.req.parseBody()
  // A browser sends a part without name and bytes where nobody chose anything.
  if (!(file instanceof File) || (file.name === '' && file.size === 0)) return undefined
  const { announced, bytes } = await announcedBy(file)
  // Chosen otherwise after a refusal, it is another file, though the form is the same.
  const key = digestOf(Buffer.from(JSON.stringify([valueIn(typed, 'once'), announced])))
  const { actor, deps } = c.var
  const { id } = await onceUnder(
    { c, key, payload: announced },
    (at) => beginAttachment(at, actor, announced),
    (at) => readBegun(at, actor, at.ids.next('attachment')),
  )
  return (await bringAttachment(deps, actor, { id, bytes })).id
}

interface Carried {
  readonly typed: Typed
  readonly before: readonly AttachedFile[]
  readonly most: number
}

/** Those of the files at hand that stay. */
export const staying = (typed: Typed, before: readonly AttachedFile[]) =>
  before.map(({ id }) => id).filter((id) => !typed['takeOff']?.includes(id))

/** What a form with these fields has something carry from now on, and whether it asks for anything at all. */
export const filesIn = async (c: Context<Env>, { typed, before, most }: Carried) => {
  const kept = staying(typed, before)
  const added = await brought(c, typed).catch(besideTheField)
  const ids = added && !kept.includes(added) ? [...kept, added] : kept
  if (ids.length > most) throw invalid(`are more than ${most} files; take one off first`, '#/file')
  return { ids, isAsked: added !== undefined || typed['takeOff'] !== undefined }
}
