import { schedule, secondsAfter } from '../agenda/agenda.ts'
import type { Deps } from '../deps.ts'
import { revise } from '../storage/collection.ts'
import type { Action } from '../storage/store.ts'
import { distinct } from '../text.ts'
import { noSuchAttachment, unfitToAttach } from './errors.ts'
import { attachments } from './repository.ts'
import { type AttachedFile, type Attachment, attachedFile } from './schema.ts'
import { sweepRow } from './sweep.ts'

interface Carrying {
  /** What is to carry them, and whose files it may take. */
  readonly to: { readonly id: NonNullable<Attachment['attachedTo']>; readonly organizationId: string }
  readonly before: readonly AttachedFile[]
  readonly ids: readonly AttachedFile['id'][]
}

/** So long what was taken off can be put back. */
const day = 86_400

/** Has files that a record carries no more be gone. */
export const detach = ({ clock }: Pick<Deps, 'clock'>, files: readonly AttachedFile[]): Action[] =>
  files.length > 0
    ? [
        schedule(
          sweepRow(
            files.map(({ id }) => id),
            secondsAfter(clock.now(), day),
          ),
        ),
      ]
    : []

/**
 * The files that a record carries from now on, and the writes that make them its own, for the transaction that
 * changes it: of two records that take the same file, one is stale.
 */
export const attach = async (deps: Deps, { to, before, ids }: Carrying) => {
  const wanted = distinct(ids)
  const kept = new Map(before.map((file) => [file.id, file]))
  const found = await attachments.findMany(
    deps.store,
    wanted.filter((id) => !kept.has(id)),
  )
  const fits = ({ state, attachedTo, organizationId: of }: Attachment) =>
    state === 'ready' && of === to.organizationId && (attachedTo ?? to.id) === to.id
  const added = new Map(found.filter(fits).map((each) => [each.id, each]))
  const at = ids.findIndex((id) => !kept.has(id) && !added.has(id))
  if (at >= 0) throw unfitToAttach(at)
  return {
    files: wanted.map((id) => kept.get(id) ?? attachedFile.parse(added.get(id))),
    actions: [
      ...[...added.values()].flatMap((each) =>
        attachments.replace(each, revise(each, { attachedTo: to.id }, deps.clock.now())),
      ),
      ...detach(
        deps,
        before.filter(({ id }) => !wanted.includes(id)),
      ),
    ],
  }
}

/** Where one of the files that somebody may read can be fetched, for a moment. */
export const addressOf = (deps: Pick<Deps, 'files'>, files: readonly AttachedFile[], id: string) => {
  const file = files.find((each) => each.id === id)
  if (!file) throw noSuchAttachment()
  return deps.files.handOut(file)
}
