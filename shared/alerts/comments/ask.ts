import { type Actor, stampOf } from '../../access/actor.ts'
import { permit } from '../../access/permit.ts'
import { schedule } from '../../agenda/agenda.ts'
import type { Deps } from '../../deps.ts'
import { announce } from '../../ledger/announce.ts'
import { hasNotConsented, isWithheld } from '../../ledger/reach.ts'
import { findOrganizations } from '../../organizations/repository.ts'
import { formatUtc } from '../../rendering/time.ts'
import { getSituation } from '../../situations/repository.ts'
import { revise } from '../../storage/collection.ts'
import { requireVersion } from '../../storage/fresh.ts'
import { withholdingOf } from '../audience.ts'
import { happened } from '../happened.ts'
import { stepTo } from '../lifecycle.ts'
import { getAlert, replaceAlert } from '../repository.ts'
import type { Alert } from '../schema.ts'
import { cannotBeAsked, roundEndsPast, roundTooLong, tooManyRounds } from './errors.ts'
import { roundRow } from './round.ts'
import type { Round, RoundInput } from './schema.ts'

const longest = 30 * 86_400_000
const mostRounds = 20

/** A draft is shown to nobody who must not even get the alert, and asked of nobody who cannot be reached. */
const refuseUnfit = async (deps: Deps, { content }: Alert, { organizationIds }: RoundInput) => {
  const [found, situation] = await Promise.all([
    findOrganizations(deps.store, organizationIds),
    getSituation(deps.store, content.situationId),
  ])
  const withhold = withholdingOf(situation)
  for (const [at, id] of organizationIds.entries()) {
    const organization = found.find((each) => each.id === id)
    if (!organization) throw cannotBeAsked(at, 'is no organization in the roster')
    if (isWithheld(organization, withhold)) throw cannotBeAsked(at, 'is one that this is withheld from')
    if (content.exercise && hasNotConsented(organization))
      throw cannotBeAsked(at, 'is an authority that takes no part in exercises')
    if (organization.contacts.every(({ suppressed }) => suppressed))
      throw cannotBeAsked(at, 'has nobody who can be reached')
  }
}

interface Asking {
  readonly id: string
  readonly version?: number | undefined
  readonly round: RoundInput
}

/** Asks named organizations, by mail, to comment on a draft by a deadline; until then nobody changes it. */
export const askForComments = async (
  deps: Deps,
  actor: Actor,
  { id, version, round: input }: Asking,
): Promise<Alert> => {
  permit(actor, 'alert.ask-comments')
  const before = await getAlert(deps.store, id)
  requireVersion('alert', before, version)
  const state = stepTo(before, 'opened for comments')
  const now = deps.clock.now()
  const until = Date.parse(input.until)
  if (until <= now.getTime()) throw roundEndsPast()
  if (until > now.getTime() + longest) throw roundTooLong()
  if (before.commentRounds.length >= mostRounds) throw tooManyRounds()
  await refuseUnfit(deps, before, input)
  const { commentRounds, revision, content } = before
  const round: Round = { ...input, number: commentRounds.length + 1, revision, askedBy: stampOf(actor) }
  const notice = announce(deps, {
    kind: 'notice',
    subject: id,
    recipients: { of: 'organizations', organizationIds: round.organizationIds, reach: 'first' },
    content: { key: 'comments-asked', params: { at: formatUtc(round.until) }, action: true },
    urgent: content.level === 'emergency',
    opens: 'comment',
  })
  const after = revise(before, { state, commentRounds: [...commentRounds, round] }, now)
  await deps.store.transact([
    ...replaceAlert(before, after),
    schedule(roundRow(id, round)),
    ...notice.actions,
    happened(deps, actor, 'alert.comments-asked', after, {
      data: { round: round.number, organizationIds: round.organizationIds },
      notifications: [notice.id],
    }),
  ])
  return after
}
