import type { Campaign } from '../../../../../shared/advocacy/campaigns/schema.ts'
import type { Reader } from '../../../http/reader.ts'
import { When } from '../shell/parts.tsx'

/** A campaign in a list. */
export const CampaignLine = ({ campaign, reader }: { campaign: Campaign; reader: Reader }) => (
  <>
    <a href={`/console/campaigns/${campaign.id}`} dir="auto">
      {campaign.name}
    </a>
    <p class="small soft">
      {reader.words.t(`campaign.state.${campaign.status}`)} · <When at={campaign.createdAt} reader={reader} />
    </p>
  </>
)
