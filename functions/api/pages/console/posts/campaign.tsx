import type { Context } from 'hono'
import { listCampaignsKnown } from '../../../../../shared/advocacy/campaigns/read.ts'
import { campaigns } from '../../../../../shared/advocacy/campaigns/repository.ts'
import type { WholePost } from '../../../../../shared/publications/schema.ts'
import type { Phrases } from '../../../../../shared/rendering/catalogue.ts'
import type { Env } from '../../../http/env.ts'
import { Choice, type Option } from '../shell/fields.tsx'
import { type Filled, givenIn, type Typed } from '../shell/form.ts'

const optionOf = ({ id, name }: { id: string; name: string }): Option => ({ value: id, label: name })

/** The campaigns that an appeal can be for. */
export const campaignsToJoin = async ({ var: { deps, actor } }: Context<Env>): Promise<Option[]> =>
  (await listCampaignsKnown(deps, actor)).map(optionOf)

/** With the one that a post of one's own is for, also when that has ended since. */
export const withItsOwn = async (
  { var: { deps } }: Context<Env>,
  { campaignId }: WholePost,
  options: readonly Option[],
): Promise<readonly Option[]> => {
  if (!campaignId || options.some(({ value }) => value === campaignId)) return options
  const own = await campaigns.find(deps.store, campaignId)
  return own ? [optionOf(own), ...options] : options
}

/** What a form says of it: none, where it was taken out; nothing, where the form had no room for it. */
export const campaignIn = (typed: Typed) =>
  typed['campaignId'] === undefined ? {} : { campaignId: givenIn(typed, 'campaignId') ?? null }

interface OfAppeal {
  readonly form: Filled
  readonly words: Phrases
  readonly campaigns: readonly Option[]
}

/** Of an appeal: the campaign that it belongs to. */
export const CampaignOf = ({ campaigns: options, ...field }: OfAppeal) => {
  const { t } = field.words
  return (
    <Choice
      {...field}
      name="campaignId"
      label={t('campaign.of-appeal')}
      hint={t('campaign.of-appeal.hint')}
      options={options}
      none="–"
    />
  )
}
