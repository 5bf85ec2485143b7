import type { Organization } from '../organizations/schema.ts'
import { wordedFor } from '../rendering/mails/worded.ts'
import type { Store } from '../storage/store.ts'
import type { Issue } from './issue.ts'
import { isKeptFrom } from './release/gate.ts'
import { findRevision } from './repository.ts'
import type { Alert } from './schema.ts'
import { findTranslation } from './translations/repository.ts'

type Issued = Pick<Alert, 'revision' | 'content'>

/** The texts that came after an issue, in their order. */
const textsAfter = async (store: Store, id: string, { revision, translations = [] }: Issue) => {
  const found = await Promise.all(
    translations.map(({ language }) => findTranslation(store, id, { revision, language })),
  )
  return found.map((translation) => translation!.text)
}

const issuedAs = async (store: Store, { id, revision, content }: Alert, last: Issue): Promise<Issued> => {
  const said = last.revision === revision ? content : (await findRevision(store, id, last.revision))!.content
  const texts = [...said.texts, ...(await textsAfter(store, id, last))]
  return { revision: last.revision, content: { ...said, texts } }
}

/** What was issued last, whatever is being written since. */
export const lastIssued = async (store: Store, alert: Alert): Promise<Issued | undefined> => {
  const last = alert.issues.at(-1)
  return last && issuedAs(store, alert, last)
}

/** An alert as those see it who do not write it; an organization without what it is not to know of yet. */
export const asIssued = async (
  store: Store,
  alert: Alert,
  reader?: Organization,
): Promise<Alert | undefined> => {
  const issues = alert.issues.filter((issue) => !reader || !isKeptFrom(issue, reader))
  const last = issues.at(-1)
  if (!last) return undefined
  const { revision, content } = await issuedAs(store, alert, last)
  return {
    ...alert,
    revision,
    content: wordedFor(content, reader?.class),
    issues,
    state: last.messageType === 'cancel' ? 'cancelled' : 'issued',
    submission: undefined,
    remarks: undefined,
    touchedBy: [],
    ...{ commentRounds: [], approvals: [], held: undefined, resumption: undefined, reviews: [] },
  }
}
