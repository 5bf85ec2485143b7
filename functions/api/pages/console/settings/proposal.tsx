import type { Context } from 'hono'
import { mayOnceProved } from '../../../../../shared/access/permit.ts'
import type { Organization } from '../../../../../shared/organizations/schema.ts'
import type { Phrases } from '../../../../../shared/rendering/catalogue.ts'
import type { Settings } from '../../../../../shared/settings/schema.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { isBy } from '../rights/own.ts'
import { When } from '../shell/parts.tsx'
import { Turn } from '../shell/turn.tsx'
import { type Difference, differencesOf, personIn } from './sections.ts'

const Compared = ({
  difference: { title, lines },
  words: { t },
}: {
  difference: Difference
  words: Phrases
}) => (
  <>
    <h2>{t(title)}</h2>
    <table class="stack">
      <thead>
        <tr>
          <th scope="col">{t('console.proposal.setting')}</th>
          <th scope="col">{t('console.proposal.now')}</th>
          <th scope="col">{t('console.proposal.proposed')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ of, now, proposed }) => (
          <tr>
            <td>{of}</td>
            <td class="text" data-label={t('console.proposal.now')}>
              <bdi>{now || '–'}</bdi>
            </td>
            <td class="text" data-label={t('console.proposal.proposed')}>
              <b>
                <bdi>{proposed || '–'}</bdi>
              </b>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </>
)

interface Part {
  readonly c: Context<Env>
  readonly settings: Settings
  readonly organizations: readonly Organization[]
  readonly reader: Reader
}

/** What loosens the release of alerts, or has more removed, waits for another coordinator, who sees what it changes. */
export const Proposal = ({ c, settings, organizations, reader }: Part) => {
  const { proposal, version } = settings
  if (!proposal) return null
  const { words } = reader
  const { t } = words
  const isOwn = isBy(c, proposal.by)
  const differences = differencesOf(settings, proposal.change, { words, organizations })
  const at = '/console/settings'
  return (
    <section class="notice bad">
      <p>{t('console.proposal')}</p>
      <p class="small">
        {t('console.proposal.by')}: <bdi>{personIn({ words, organizations }, proposal.by)}</bdi>,{' '}
        <When at={proposal.at} reader={reader} />
      </p>
      {differences.length === 0 && <p>{t('console.proposal.same')}</p>}
      {differences.map((difference) => (
        <Compared difference={difference} words={words} />
      ))}
      {mayOnceProved(c.var.actor, 'settings.change') && (
        <div class="acts">
          {!isOwn && (
            <Turn
              c={c}
              action={`${at}/confirm`}
              words={t('console.proposal.confirm')}
              carries={{ version }}
            />
          )}
          <Turn
            c={c}
            action={`${at}/withdraw`}
            words={t(isOwn ? 'console.proposal.withdraw' : 'console.proposal.object')}
            look="quiet"
            carries={{ version }}
          />
        </div>
      )}
      <p class="small">{t('console.proposal.one')}</p>
    </section>
  )
}
