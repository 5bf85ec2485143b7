import { DomainError, invalid, notFound } from '../../errors.ts'
import type { LetterState } from './schema.ts'

export const noSuchLetter = () => notFound('letter')

const conflict = (detail: string) => new DomainError('conflict', detail)

export const cannotBecome = (from: LetterState, to: LetterState) =>
  conflict(`A letter that is ${from} cannot become ${to}.`)

export const textIsFixed = () =>
  conflict('Somebody has signed this letter: its text, its target and what it asks are fixed.')
export const notToBeChanged = (state: LetterState) => conflict(`A letter that is ${state} is not changed.`)

export const signingIsOver = () => conflict('The time to sign this letter is over.')
export const notOpen = (state: LetterState) => conflict(`A letter that is ${state} is not open to be signed.`)
export const alreadySigned = () => conflict('Your organization has signed this letter.')
export const notSigned = () => notFound('signature')
export const otherText = () => invalid('is not the digest of this text: read it again', '#/digest')

export const notASignatory = () =>
  new DomainError('forbidden', 'Only a signatory whom the organization has named may sign for it.')
export const membersSign = () => new DomainError('forbidden', 'Only members sign letters.')

export const noAuthority = () => invalid('is no authority', '#/targetId')
export const withheldTarget = () =>
  invalid('is withheld from this situation: give a reason as targetReason', '#/targetId')
export const deadlineInThePast = () => invalid('is in the past', '#/signBy')
export const answeredBefore = () => invalid('is in the future, or before the letter went out', '#/at')

export const nobodySigned = () => conflict('Nobody has signed this letter.')
export const tryFirst = () => conflict('Have the letter sent to yourself first, as its target would get it.')
export const noTrialForDiscreet = () =>
  conflict('A discreet contact is not mailed a letter: have a colleague try it.')
export const nobodyToTell = () => conflict('The target has no contact that can be reached.')
