import { system } from '../access/actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { forCoordinators, record } from '../events/record.ts'
import { getSettings } from '../settings/repository.ts'
import { forgetAnswers } from './answers.ts'
import { removeClosed } from './closed.ts'
import { removeMails } from './mails.ts'
import { stampNotes } from './notes.ts'
import { clearRemoved, findProgress, findRemoved, goOn, type Progress, putProgress } from './progress.ts'
import { Budget, type Walk } from './round.ts'

const walks: readonly Walk[] = [removeClosed, forgetAnswers, removeMails, stampNotes]

/** So many reads and writes at once, some seconds' worth; the rest a minute later. */
const slice = 200

/** Says what a round has removed, in numbers; nothing where it has removed nothing. */
const ended = async (deps: Deps, after: Progress) => {
  const removed = await findRemoved(deps.store)
  const isAny = Object.keys(removed).length > 0
  const happened = record(deps, system, {
    type: 'retention.carried-out',
    subject: 'settings',
    audience: forCoordinators,
    data: removed,
  })
  await deps.store.transact([putProgress(after), ...(isAny ? [clearRemoved(removed), happened] : [])])
}

const walkAll = async (deps: Deps, before: Progress) => {
  const now = deps.clock.now()
  const { retention } = await getSettings(deps.store)
  const round = { deps, retention, now, budget: new Budget(slice) }
  let progress = before
  let isWhole = true
  for (const walk of walks) {
    const step = await walk(round, progress)
    progress = step.progress
    isWhole &&= step.isWhole
  }
  if (isWhole) return ended(deps, progress)
  return deps.store.transact([putProgress(progress), goOn(now)])
}

/**
 * Removes what is older than the alliance wishes it kept, a slice at a time. Every removal is in itself; where one is
 * interrupted, or two do the same, the next round goes on from where the last was known to have come. No alarm waits for
 * it: what fails is tried again the next day.
 */
export const carryOutRetention = async (deps: Deps): Promise<void> => {
  const progress = await findProgress(deps.store)
  if (!progress) return
  try {
    await walkAll(deps, progress)
  } catch (error) {
    // Somebody changed what was to go, or another round has come further.
    if (error instanceof DomainError && error.code === 'stale')
      return deps.store.write(goOn(deps.clock.now()))
    deps.log.error('Retention broke off', { error: (error as Error).name })
  }
}
