import { invalid } from '../../errors.ts'

export const noAuthority = () => invalid('is no authority', '#/authorityId')
export const noMember = (at: number) => invalid('is no member', `#/organizationIds/${at}`)
export const otherOffice = (at: number) => invalid('is nobody of this authority', `#/officeIds/${at}`)
export const unknownSituation = () => invalid('is no situation', '#/situationId')
export const notYourCoalition = () =>
  invalid('is no coalition that your organization takes part in', '#/coalitionId')
export const needsCoalition = () => invalid('is needed exactly where a coalition reads it', '#/coalitionId')
export const nextInThePast = () => invalid('is in the past', '#/next/dueAt')
export const notYetHeld = () => invalid('is in the future', '#/at')
