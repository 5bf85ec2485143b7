import type { Deps } from '../deps.ts'
import type { Progress } from './progress.ts'
import type { Retention } from './schema.ts'

/** Reads and writes that one slice of a round may still take: it runs on the path that alarms go. */
export class Budget {
  #left: number
  constructor(left: number) {
    this.#left = left
  }
  take(count = 1) {
    this.#left -= count
  }
  get isSpent() {
    return this.#left <= 0
  }
}

export interface Round {
  readonly deps: Deps
  readonly retention: Retention
  readonly now: Date
  readonly budget: Budget
}

/** How far a walk has come, and whether nothing is left to do for it in this round. */
export interface Step {
  readonly progress: Progress
  readonly isWhole: boolean
}

/** Removes what is older than the alliance wishes, as far as the budget goes; again, it goes on behind. */
export type Walk = (round: Round, progress: Progress) => Promise<Step>
