import type { Context } from 'hono'
import type { Settings } from '../../../../../shared/settings/schema.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { isBy } from '../rights/own.ts'
import { When } from '../shell/parts.tsx'
import { Turn } from '../shell/turn.tsx'

interface Part {
  readonly c: Context<Env>
  readonly settings: Settings
  readonly reader: Reader
}

/** What loosens the release of alerts, or has more removed, waits for another coordinator. */
export const Proposal = ({ c, settings: { proposal, version }, reader }: Part) => {
  if (!proposal) return null
  const { t } = reader.words
  const isOwn = isBy(c, proposal.by)
  const at = '/console/settings'
  return (
    <section class="notice bad">
      <p>
        {t('console.proposal')} <When at={proposal.at} reader={reader} />
      </p>
      <pre lang="en" dir="ltr">
        {JSON.stringify(proposal.change, null, 1)}
      </pre>
      <div class="acts">
        {!isOwn && (
          <Turn c={c} action={`${at}/confirm`} words={t('console.proposal.confirm')} carries={{ version }} />
        )}
        <Turn
          c={c}
          action={`${at}/withdraw`}
          words={t(isOwn ? 'console.proposal.withdraw' : 'console.proposal.object')}
          look="quiet"
          carries={{ version }}
        />
      </div>
    </section>
  )
}
