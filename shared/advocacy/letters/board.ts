import { type Actor, isCoordinator } from '../../access/actor.ts'
import { may, permitToKnow } from '../../access/permit.ts'
import { organizationOf } from '../../coalitions/enter.ts'
import { standingOf } from '../../coalitions/lifecycle.ts'
import { findWithParticipation, participantsPage } from '../../coalitions/repository.ts'
import type { Deps } from '../../deps.ts'
import { findOrganizations } from '../../organizations/repository.ts'
import type { Store } from '../../storage/store.ts'
import { officesIn } from '../offices/repository.ts'
import { noSuchLetter } from './errors.ts'
import { findSignature, getLetter, isFixed, signaturesPage } from './repository.ts'
import { isForMembers } from './schema.ts'

/** More organizations than any alliance has: who signed is read in one go. */
const all = { limit: 1000 }
const few = { limit: 10 }

/** Of some organizations those that could sign, by their names. */
const ableToSign = async (store: Store, ids: readonly string[]) => {
  const found = await findOrganizations(store, ids)
  return found.filter(({ relation, status }) => relation === 'member' && !status).map(({ name }) => name)
}

/**
 * A letter with all that stands around it: who has signed, to whom it goes, and, for those who may write it, which
 * organizations of its coalition are silent.
 */
export const readBoard = async ({ store }: Deps, actor: Actor, id: string) => {
  permitToKnow(actor, 'letter.read', 'letter')
  const home = organizationOf(actor)
  const [letter, signatures, own, fixed] = await Promise.all([
    getLetter(store, id),
    signaturesPage(store, id, all),
    home ? findSignature(store, id, home) : undefined,
    isFixed(store, id),
  ])
  const [{ coalition, participation }, participants, organizations, offices] = await Promise.all([
    findWithParticipation(store, letter.coalitionId, home),
    participantsPage(store, letter.coalitionId, all),
    findOrganizations(store, [letter.targetId, letter.organizationId]),
    may(actor, 'office.read') ? officesIn(store, { authorityId: letter.targetId }, few) : { items: [] },
  ])
  const standing = standingOf(participation)
  const isInside = isCoordinator(actor) || standing !== undefined
  if (!isForMembers(letter) && !isInside) throw noSuchLetter()
  const writes = may(actor, 'letter.write', { standing })
  const signed = new Set<string>(signatures.items.map(({ organizationId }) => organizationId))
  const unsigned = participants.items.flatMap((each) =>
    standingOf(each) && !signed.has(each.organizationId) ? [each.organizationId] : [],
  )
  const nameOf = (of: string) => organizations.find((each) => each.id === of)?.name
  return {
    letter,
    signers: signatures.items.map(({ name }) => name),
    own,
    fixed,
    writes,
    /** What it is called is for those inside. */
    coalition: isInside ? coalition : undefined,
    target: nameOf(letter.targetId),
    /** Whom the alliance speaks to there. */
    offices: offices.items,
    author: nameOf(letter.organizationId),
    silent: writes ? await ableToSign(store, unsigned) : undefined,
  }
}

export type Board = Awaited<ReturnType<typeof readBoard>>
