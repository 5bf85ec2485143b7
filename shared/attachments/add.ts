import { createHash } from 'node:crypto'
import type { Actor } from '../access/actor.ts'
import { forbidden, permit } from '../access/permit.ts'
import { schedule, secondsAfter } from '../agenda/agenda.ts'
import type { Deps } from '../deps.ts'
import type { Upload } from '../ports/files.ts'
import { newRecord, revise } from '../storage/collection.ts'
import { onFreshRead } from '../storage/fresh.ts'
import { isLocated, isOfType } from './content.ts'
import { noSuchAttachment, nothingUploaded, refusedFor, tooManyOpen } from './errors.ts'
import { happened } from './happened.ts'
import { attachments, countLoose, getAttachment } from './repository.ts'
import type { Attachment, AttachmentInput } from './schema.ts'
import { sweepRow } from './sweep.ts'

/** Files of one organization that nothing carries; about so many, for those begun at the same moment are not counted. */
const mostLoose = 20
const day = 86_400

/** As `sha256sum` prints it. */
export const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Files are of an organization, whoever of it adds them. */
const ownerOf = (actor: Actor) => {
  if (actor.kind !== 'person') throw forbidden()
  const { organizationId } = actor
  permit(actor, 'attachment.add', { organizationId })
  return organizationId
}

type Begun = Attachment & { readonly upload: Upload }

const withUpload = async (deps: Deps, made: Attachment): Promise<Begun> => ({
  ...made,
  upload: await deps.files.takeUp(made),
})

/** Announces a file, and answers how to send its bytes. What nothing carries a day later is gone. */
export const beginAttachment = async (deps: Deps, actor: Actor, input: AttachmentInput): Promise<Begun> => {
  const organizationId = ownerOf(actor)
  const id = deps.ids.next('attachment')
  if ((await countLoose(deps.store, organizationId, mostLoose)) >= mostLoose) throw tooManyOpen(mostLoose)
  const now = deps.clock.now()
  const made: Attachment = { ...input, id, organizationId, state: 'awaiting', ...newRecord(now) }
  await deps.store.transact([
    ...attachments.create(made),
    schedule(sweepRow([id], secondsAfter(now, day))),
    happened(deps, actor, 'attachment.begun', made),
  ])
  return withUpload(deps, made)
}

/** A file of the actor's own organization; any other does not exist. */
export const readAttachment = async (deps: Deps, actor: Actor, id: string): Promise<Attachment> => {
  const organizationId = ownerOf(actor)
  const found = await getAttachment(deps.store, id)
  if (found.organizationId !== organizationId) throw noSuchAttachment()
  return found
}

/** The same with how to send its bytes, for whoever asks again. */
export const readBegun = async (deps: Deps, actor: Actor, id: string): Promise<Begun> =>
  withUpload(deps, await readAttachment(deps, actor, id))

/** Takes the bytes of a file that was announced, where they come with a request, and looks into them; twice is once. */
export const bringAttachment = async (
  deps: Deps,
  actor: Actor,
  { id, bytes }: { readonly id: string; readonly bytes: Uint8Array },
): Promise<Attachment> => {
  const before = await readAttachment(deps, actor, id)
  if (before.state === 'awaiting') {
    if (bytes.length !== before.size || digestOf(bytes) !== before.sha256) throw nothingUploaded()
    await deps.files.keep(before, bytes)
  }
  return completeAttachment(deps, actor, id)
}

const refusalOf = async (bytes: Uint8Array, type: string): Promise<Attachment['refusal']> => {
  if (!(await isOfType(bytes, type))) return 'type'
  return (await isLocated(bytes, type)) ? 'location' : undefined
}

/**
 * Looks into what was uploaded. What is not what it claims, or says where it was taken, is refused for good, and its
 * bytes are gone.
 */
export const completeAttachment = (deps: Deps, actor: Actor, id: string): Promise<Attachment> =>
  onFreshRead(async () => {
    const before = await readAttachment(deps, actor, id)
    if (before.state === 'ready') return before
    if (before.state === 'refused') throw refusedFor(before.refusal)
    const bytes = await deps.files.read(id)
    // Whoever keeps the bytes takes no others; a file that we vouch for is looked at all the same.
    if (!bytes || digestOf(bytes) !== before.sha256) throw nothingUploaded()
    const refusal = await refusalOf(bytes, before.type)
    const state = refusal ? ('refused' as const) : ('ready' as const)
    const after = revise(before, { state, ...(refusal && { refusal }) }, deps.clock.now())
    await deps.store.transact([
      ...attachments.replace(before, after),
      happened(deps, actor, `attachment.${state}`, after),
    ])
    if (!refusal) return after
    await deps.files.remove(id)
    throw refusedFor(refusal)
  })
