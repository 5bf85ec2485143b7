import type { Actor } from '../access/actor.ts'
import { permit, permitToKnow } from '../access/permit.ts'
import { noteAudit } from '../audit/note.ts'
import type { Deps } from '../deps.ts'
import { notFound } from '../errors.ts'
import type { Item } from '../storage/store.ts'
import { fieldReports, listOfReports } from './repository.ts'
import type { FieldReport } from './schema.ts'

interface Wanted {
  readonly status: FieldReport['status']
  readonly page: { limit: number; after?: Item | undefined }
}

/** It names sources, so it is kept who read. */
const noteReading = async (deps: Deps, actor: Actor, subject?: string) => {
  if (actor.kind === 'person')
    await noteAudit(deps, actor, { outcome: 'read', what: 'field-report.list', subject })
}

/** Reports, oldest first. */
export const listReports = async (deps: Deps, actor: Actor, { status, page: { limit, after } }: Wanted) => {
  permit(actor, 'field-report.list')
  await noteReading(deps, actor)
  return fieldReports.page(deps.store, {
    partition: listOfReports(status),
    limit,
    ...(after && { after }),
  })
}

export const readReport = async (deps: Deps, actor: Actor, id: string): Promise<FieldReport> => {
  permitToKnow(actor, 'field-report.list', 'field report')
  const found = await fieldReports.find(deps.store, id)
  if (!found) throw notFound('field report')
  await noteReading(deps, actor, id)
  return found
}
