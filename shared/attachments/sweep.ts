import { system } from '../access/actor.ts'
import type { AgendaRow } from '../agenda/agenda.ts'
import type { Deps } from '../deps.ts'
import { library } from '../library/repository.ts'
import { findPost } from '../publications/repository.ts'
import { onFreshRead } from '../storage/fresh.ts'
import type { Store } from '../storage/store.ts'
import { happened } from './happened.ts'
import { attachments } from './repository.ts'
import type { Attachment } from './schema.ts'

/** Comes again until all of them were looked at. */
const patience = 900

/** When some files are looked at, whether anything carries them. */
export const sweepRow = (ids: readonly string[], dueAt: string): AgendaRow => ({
  id: `attachment-sweep-${ids[0]}-${dueAt}`,
  kind: 'attachment-sweep',
  dueAt,
  every: patience,
  subject: ids[0]!,
  data: { ids: ids.join(' ') },
})

const isCarried = async (store: Store, { id, attachedTo }: Attachment) => {
  if (!attachedTo) return false
  const carrier = attachedTo.startsWith('pst_')
    ? await findPost(store, attachedTo)
    : await library.find(store, attachedTo)
  return carrier?.attachments.some((each) => each.id === id) ?? false
}

/** The record goes first, so that nothing can carry it any more; a crash before its bytes go is made up for. */
const sweep = (deps: Deps, id: string) =>
  onFreshRead(async () => {
    const found = await attachments.find(deps.store, id)
    if (found && (await isCarried(deps.store, found))) return
    if (found)
      await deps.store.transact([
        ...attachments.remove(found),
        happened(deps, system, 'attachment.discarded', found),
      ])
    await deps.files.remove(id)
  })

/** Does away with those of some files that nothing carries: uploads that nobody finished or used, what was taken off. */
export const sweepAttachments = async (deps: Deps, ids: string): Promise<void> => {
  for (const id of ids.split(' ')) await sweep(deps, id)
}
