import type { FactName, Facts } from './facts.ts'

/** `fault`: people are harmed by it, or will be; `note`: good to know. */
export interface Finding {
  readonly kind: 'fault' | 'note'
  readonly says: string
  readonly act: string
}

export interface Check<Name extends FactName = FactName> {
  readonly name: string
  readonly of: Name
  readonly looksAt: string
  /** Nothing where all is well. */
  readonly judge: (fact: Facts[Name]) => readonly (Finding | false | undefined)[]
}

/** Keeps the fact's own type while checks of all kinds stand in one list. */
export const check = <Name extends FactName>(made: Check<Name>) => made as unknown as Check

export const fault = (says: string, act: string): Finding => ({ kind: 'fault', says, act })
export const note = (says: string, act: string): Finding => ({ kind: 'note', says, act })

export const spoken = (seconds: number) => {
  if (seconds < 120) return `${Math.round(seconds)} seconds`
  if (seconds < 7200) return `${Math.round(seconds / 60)} minutes`
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} hours` : `${Math.round(seconds / 86_400)} days`
}
