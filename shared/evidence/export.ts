import type { Actor, Person } from '../access/actor.ts'
import { permitToKnow } from '../access/permit.ts'
import { everySignature, getLetter, signedOf } from '../advocacy/letters/repository.ts'
import { getAlert } from '../alerts/repository.ts'
import { noteAudit } from '../audit/note.ts'
import type { Deps } from '../deps.ts'
import type { Entry } from './entry.ts'
import type { EventSecret } from './events.ts'
import { gatherEvidence, isAuthority, linesOpened, type Opened, sealed } from './seal.ts'

/** Authorities are named; of members, nothing is opened. */
const openedOfAlert = ({ body }: Entry, secret: unknown): Opened[] => {
  if (body.kind === 'deliveries') return linesOpened(body, secret)
  const { chain, sequence } = body
  const { who } = secret as EventSecret
  return who && isAuthority(who.content) ? [{ chain, sequence, part: 'who', ...who }] : []
}

/** Everything that the alliance can prove of an alert, as one sealed document. */
export const exportEvidence = async (deps: Deps, actor: Actor, id: string) => {
  permitToKnow(actor, 'alert.export-evidence', 'alert')
  const alert = await getAlert(deps.store, id)
  const gathered = await gatherEvidence(deps, id, openedOfAlert)
  await noteAudit(deps, actor as Person, { outcome: 'exported', what: 'alert.export-evidence', subject: id })
  return sealed(deps, { ...gathered, alertId: alert.id })
}

interface Who {
  readonly organizationId: string
}

/** Who signed is named, as the target reads it; who took a signature back is not. What was answered is opened. */
const openedOfLetter =
  (signers: ReadonlySet<unknown>) =>
  ({ body }: Entry, secret: unknown): Opened[] => {
    if (body.kind === 'deliveries') return linesOpened(body, secret)
    const { chain, sequence, event } = body
    const { who, answer } = secret as EventSecret
    const isSigner = event.type === 'letter.signed' && signers.has((who?.content as Who)?.organizationId)
    return [
      ...(who && isSigner ? [{ chain, sequence, part: 'who' as const, ...who }] : []),
      ...(answer ? [{ chain, sequence, part: 'answer' as const, ...answer }] : []),
    ]
  }

/** Everything that the alliance can prove of a letter: what was signed, by whom, when it was delivered, what was answered. */
export const exportLetterEvidence = async (deps: Deps, actor: Actor, id: string) => {
  permitToKnow(actor, 'letter.export-evidence', 'letter')
  const letter = await getLetter(deps.store, id)
  const signers = new Set<unknown>(
    (await everySignature(deps.store, id)).map(({ organizationId }) => organizationId),
  )
  const gathered = await gatherEvidence(deps, id, openedOfLetter(signers))
  await noteAudit(deps, actor as Person, { outcome: 'exported', what: 'letter.export-evidence', subject: id })
  return sealed(deps, { ...gathered, letterId: letter.id, letter: signedOf(letter) })
}
