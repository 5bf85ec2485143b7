import type { Deps } from '../../deps.ts'
import { announce } from '../../ledger/announce.ts'
import type { NoticeKey } from '../../rendering/mails/notice.ts'
import type { Meeting } from '../schema.ts'
import type { GivenProxy } from './schema.ts'

interface Telling {
  readonly meeting: Meeting
  readonly key: NoticeKey
  /** The name of the organization on the other side. */
  readonly about: string
  readonly to: GivenProxy['heldBy']
}

/** A notice to the first whom an organization can be reached by. */
export const tellOfProxy = (deps: Deps, { meeting, key, about, to }: Telling) =>
  announce(deps, {
    kind: 'notice',
    subject: meeting.id,
    recipients: { of: 'organizations', organizationIds: [to], reach: 'first' },
    content: { key, params: { organization: about, title: meeting.title }, action: true },
  })
