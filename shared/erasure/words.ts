import { allComments, wordlessComment } from '../alerts/comments/repository.ts'
import { objectionsPage, replaceObjection } from '../coalitions/objections/repository.ts'
import { insidePage } from '../coalitions/repository.ts'
import type { Deps } from '../deps.ts'
import { fieldReports, listOfReports } from '../field-reports/repository.ts'
import { revise } from '../storage/collection.ts'
import { onFreshRead } from '../storage/fresh.ts'
import { eachItem, everyItem } from '../storage/pages.ts'
import type { Erased } from './schema.ts'

type Around = Pick<Deps, 'store' | 'clock'>

/** That they commented, and when, stays. */
export const forgetComments = ({ store }: Around, alertId: string, { contactId }: Erased): Promise<void> =>
  onFreshRead(async () => {
    const all = await allComments(store, alertId)
    for (const comment of all.filter((each) => each.contactId === contactId && each.text !== ''))
      await store.transact(wordlessComment(alertId, comment))
  })

/** In the coalitions that their organization is in; the objection itself is the organization's, and stays. */
const forgetObjections = async ({ store }: Around, { organizationId, contactId }: Erased) => {
  const coalitions = await everyItem((page) => insidePage(store, organizationId, page))
  for (const { coalitionId } of coalitions) {
    const objections = await everyItem((page) => objectionsPage(store, coalitionId, page))
    for (const objection of objections.filter(({ by, text }) => by.contactId === contactId && text !== ''))
      await store.write(replaceObjection({ ...objection, text: '' }))
  }
}

/** Of reports that a coordinator has decided on; one that still waits is heard first. */
const forgetReports = ({ store, clock }: Around, { contactId }: Erased): Promise<void> =>
  onFreshRead(async () => {
    const all = eachItem(({ limit, after }) =>
      fieldReports.page(store, { partition: listOfReports('closed'), limit, ...(after && { after }) }),
    )
    for await (const report of all) {
      if (report.source?.contactId !== contactId || report.what === '') continue
      const { where: _, when: __, how: ___, ...rest } = report
      const bare = { ...rest, what: '' }
      await store.transact(fieldReports.replace(report, revise(bare, {}, clock.now())))
    }
  })

/** What somebody wrote that stands in no matter they were mailed of. */
export const forgetTheirWords = async (deps: Around, erased: Erased): Promise<void> => {
  await forgetObjections(deps, erased)
  await forgetReports(deps, erased)
}
