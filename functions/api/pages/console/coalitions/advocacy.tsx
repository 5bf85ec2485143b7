import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import { may, type Within } from '../../../../../shared/access/permit.ts'
import { listCampaigns } from '../../../../../shared/advocacy/campaigns/read.ts'
import { listLetters } from '../../../../../shared/advocacy/letters/read.ts'
import type { Coalition } from '../../../../../shared/coalitions/schema.ts'
import type { Key } from '../../../../../shared/rendering/catalogue.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { CampaignLine } from '../campaigns/line.tsx'
import { LetterLine } from '../letters/line.tsx'
import { Listed } from '../shell/parts.tsx'

/** What a coalition writes and campaigns for; it is not for those who are only asked into it. */
export const advocacyOf = async ({ var: { deps, actor } }: Context<Env>, coalitionId: string) => {
  const asked = { coalitionId, page: { limit: 10 } }
  const [letters, campaigns] = await Promise.all([
    listLetters(deps, actor, asked),
    listCampaigns(deps, actor, asked),
  ])
  return { letters: letters.items, campaigns: campaigns.items }
}

interface Advocacy {
  readonly c: Context<Env>
  readonly coalition: Pick<Coalition, 'id' | 'status'>
  readonly within: Within
  readonly advocacy: Awaited<ReturnType<typeof advocacyOf>>
  readonly reader: Reader
}

interface Work extends Pick<Advocacy, 'coalition' | 'reader'> {
  readonly path: string
  readonly title: Key
  readonly begin: Key
  readonly items: readonly Child[]
  /** Whether the reader may begin another. */
  readonly leads: boolean
}

const Work = ({ path, title, begin, items, leads, coalition: { id, status }, reader: { words } }: Work) => (
  <Listed
    title={words.t(title)}
    items={items}
    empty={words.t('console.nothing')}
    more={
      <p>
        <a href={`${path}?coalition=${id}`}>{words.t(title)}</a>
        {leads && status === 'active' && ' · '}
        {leads && status === 'active' && <a href={`${path}/new?coalition=${id}`}>{words.t(begin)}</a>}
      </p>
    }
  />
)

export const Advocacy = ({ c, within, advocacy, ...rest }: Advocacy) => {
  const { letters, campaigns } = advocacy
  const { reader } = rest
  return (
    <div class="grid">
      <Work
        {...rest}
        path="/console/letters"
        title="console.letters"
        begin="console.write-letter"
        items={letters.map((letter) => <LetterLine letter={letter} reader={reader} />)}
        leads={may(c.var.actor, 'letter.write', within)}
      />
      <Work
        {...rest}
        path="/console/campaigns"
        title="console.campaigns"
        begin="console.start-campaign"
        items={campaigns.map((campaign) => <CampaignLine campaign={campaign} reader={reader} />)}
        leads={may(c.var.actor, 'campaign.run', within)}
      />
    </div>
  )
}
