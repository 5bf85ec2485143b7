import { DomainError, invalid, notFound } from '../errors.ts'
import type { PostState } from './schema.ts'

export const noSuchPost = () => notFound('post')

export const cannotBecome = (from: PostState, to: PostState) =>
  new DomainError('conflict', `A post that is ${from} cannot become ${to}.`)

export const correctInstead = () =>
  new DomainError('conflict', 'What was published is corrected, with what has changed.')

export const unknownSituation = (at: number) => invalid('is no situation', `#/situationIds/${at}`)

export const notYourCoalition = () =>
  invalid('is no coalition that your organization takes part in', '#/audience/coalitionId')

export const needsEvent = () => invalid('is needed: when and where', '#/event')

export const takesNoEvent = () => invalid('is for event notices and meeting notices', '#/event')

export const takesNoOptions = () => invalid('are for situation reports', '#/options')

export const takesNoCampaign = () => invalid('is for appeals', '#/campaignId')

export const unknownCampaign = () =>
  invalid('is no campaign that runs and your organization may know of', '#/campaignId')

export const widerThanCampaign = () =>
  invalid('is open to its coalition alone: so is an appeal to join it', '#/campaignId')

export const otherCoalition = () => invalid('is a campaign of another coalition', '#/campaignId')

export const tooOftenCorrected = () =>
  new DomainError('conflict', 'This post has been corrected too often to be corrected again.')
