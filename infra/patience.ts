import { setTimeout as sleep } from 'node:timers/promises'
import type { Patience } from '../shared/storage/retry.ts'

/** A command has time: what is refused for the moment is asked for again, a dozen times. */
export const patience: Patience = { attempts: 12, sleep: (ms) => sleep(ms), random: Math.random }
