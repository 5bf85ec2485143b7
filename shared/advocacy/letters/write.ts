import type { Actor } from '../../access/actor.ts'
import { forbidden } from '../../access/permit.ts'
import { type AgendaRow, schedule, unschedule } from '../../agenda/agenda.ts'
import { enterTo } from '../../coalitions/enter.ts'
import type { Deps } from '../../deps.ts'
import { isWithheld } from '../../ledger/reach.ts'
import { findOrganization } from '../../organizations/repository.ts'
import type { Organization } from '../../organizations/schema.ts'
import { getSituation } from '../../situations/repository.ts'
import { newRecord, revise } from '../../storage/collection.ts'
import { onFreshRead, requireVersion } from '../../storage/fresh.ts'
import {
  cannotBecome,
  deadlineInThePast,
  noAuthority,
  notToBeChanged,
  textIsFixed,
  withheldTarget,
} from './errors.ts'
import { happened } from './happened.ts'
import { digestOf, getLetter, isFixed, letters, stillUnsigned } from './repository.ts'
import { type Letter, type LetterChange, type LetterInput, reachableFrom } from './schema.ts'

type Aimed = Pick<Letter, 'targetId' | 'targetReason' | 'situationId'>

/** Whether nothing goes to a target by itself, and nobody has said why this does. */
export const isKeptFrom = async (
  { store }: Deps,
  { targetReason, situationId }: Aimed,
  target: Organization,
) => {
  const { countries, withholdFrom } = await getSituation(store, situationId)
  const withholding = { governmentsOf: countries, organizationIds: withholdFrom }
  return !targetReason && isWithheld(target, withholding)
}

const requireTarget = async (deps: Deps, aimed: Aimed) => {
  const target = await findOrganization(deps.store, aimed.targetId)
  if (target?.relation !== 'authority') throw noAuthority()
  if (await isKeptFrom(deps, aimed, target)) throw withheldTarget()
}

const refusePast = (deps: Deps, signBy: string) => {
  if (Date.parse(signBy) <= deps.clock.now().getTime()) throw deadlineInThePast()
}

/** Begins a letter of a coalition, for whoever leads it. */
export const draftLetter = async (deps: Deps, actor: Actor, input: LetterInput): Promise<Letter> => {
  if (actor.kind !== 'person') throw forbidden()
  const id = deps.ids.next('letter')
  const { coalition } = await enterTo(deps.store, actor, input.coalitionId, 'letter.write')
  refusePast(deps, input.signBy)
  const { situationId } = coalition
  await requireTarget(deps, { ...input, situationId })
  const { organizationId } = actor
  const digest = digestOf({ ...input, id })
  const now = deps.clock.now()
  const made: Letter = {
    ...input,
    ...{ id, situationId, organizationId, digest },
    state: 'draft',
    tried: false,
    ...newRecord(now),
  }
  await deps.store.transact([...letters.create(made), happened(deps, actor, 'letter.drafted', made)])
  return made
}

/** A letter for those who may write it. */
export const enterToWrite = async (deps: Deps, actor: Actor, id: string): Promise<Letter> => {
  const found = await getLetter(deps.store, id)
  await enterTo(deps.store, actor, found.coalitionId, 'letter.write')
  return found
}

export const deadlineRow = ({ id, signBy }: Letter): AgendaRow => ({
  id: `letter-deadline-${id}`,
  kind: 'letter-deadline',
  dueAt: new Date(signBy).toISOString(),
  subject: id,
})

const moveDeadline = (before: Letter, after: Letter) => {
  const [old, next] = [deadlineRow(before), deadlineRow(after)]
  return old.dueAt === next.dueAt ? [] : [unschedule(old), schedule(next)]
}

interface Named {
  readonly id: string
  readonly version?: number | undefined
}

/** What is signed cannot be changed any more; the deadline can, while it is to come. */
const touchesText = (change: LetterChange) => Boolean(change.texts ?? change.asks ?? change.targetId)

/** Changes a letter that nobody has signed yet; afterwards its deadline, and to whom it is open, alone. */
export const changeLetter = async (
  deps: Deps,
  actor: Actor,
  { id, version, change }: Named & { change: LetterChange },
): Promise<Letter> => {
  const before = await enterToWrite(deps, actor, id)
  requireVersion('letter', before, version)
  const isOpen = before.state === 'open'
  if (before.state !== 'draft' && !isOpen) throw notToBeChanged(before.state)
  if (isOpen && Date.parse(before.signBy) <= deps.clock.now().getTime()) throw notToBeChanged('closed')
  if (change.signBy) refusePast(deps, change.signBy)
  if (touchesText(change) && (await isFixed(deps.store, id))) throw textIsFixed()
  const changed = { ...before, ...change } as Letter
  await requireTarget(deps, changed)
  const after = revise(before, { ...change, digest: digestOf(changed) } as Partial<Letter>, deps.clock.now())
  await deps.store.transact([
    ...letters.replace(before, after),
    ...(touchesText(change) ? [stillUnsigned(id)] : []),
    ...(isOpen ? moveDeadline(before, changed) : []),
    happened(deps, actor, 'letter.changed', after),
  ])
  return after
}

/** Lets organizations sign, until the deadline. */
export const openLetter = async (deps: Deps, actor: Actor, { id, version }: Named): Promise<Letter> => {
  const before = await enterToWrite(deps, actor, id)
  requireVersion('letter', before, version)
  if (!reachableFrom.open.includes(before.state)) throw cannotBecome(before.state, 'open')
  refusePast(deps, before.signBy)
  await requireTarget(deps, before)
  const after = revise(before, { state: 'open' as const }, deps.clock.now())
  await deps.store.transact([
    ...letters.replace(before, after),
    schedule(deadlineRow(after)),
    happened(deps, actor, 'letter.opened', after),
  ])
  return after
}

/** Gives a letter up. What was signed stays on record; nothing is sent. */
export const withdrawLetter = async (deps: Deps, actor: Actor, { id, version }: Named): Promise<Letter> =>
  onFreshRead(
    async () => {
      const before = await enterToWrite(deps, actor, id)
      requireVersion('letter', before, version)
      if (!reachableFrom.withdrawn.includes(before.state)) throw cannotBecome(before.state, 'withdrawn')
      const after = revise(before, { state: 'withdrawn' as const, dueAt: undefined }, deps.clock.now())
      await deps.store.transact([
        ...letters.replace(before, after),
        happened(deps, actor, 'letter.withdrawn', after),
      ])
      return after
    },
    version === undefined ? undefined : 1,
  )
