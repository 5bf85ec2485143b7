import type { Context } from 'hono'
import { may } from '../../../../../shared/access/permit.ts'
import { listBriefings } from '../../../../../shared/advocacy/briefings/read.ts'
import { listAlerts } from '../../../../../shared/alerts/read.ts'
import { listCoalitions } from '../../../../../shared/coalitions/read.ts'
import { listCases } from '../../../../../shared/justice/read.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { isolated } from '../../layout.tsx'
import { AlertLine } from '../alerts/line.tsx'
import { authoritiesOf, BriefingLine, mayLog } from '../briefings/list.tsx'
import { CaseLine } from '../cases/list.tsx'
import { Listed } from '../shell/parts.tsx'

/** What the alliance does about a situation, as far as the reader may see it. */
export const readAround = async (c: Context<Env>, situationId: string) => {
  const { deps, actor } = c.var
  const asked = { filter: { situationId }, page: { limit: 20 } }
  const logged = listBriefings(deps, actor, asked)
  const [coalitions, cases, briefings, authorities, alerts] = await Promise.all([
    listCoalitions(deps, actor, { situationId, page: { limit: 50 } }),
    listCases(deps, actor, asked),
    logged,
    logged.then(({ items }) => authoritiesOf(c, items)),
    listAlerts(deps, actor, asked),
  ])
  return {
    coalitions: coalitions.items,
    cases: cases.items,
    briefings: briefings.items,
    authorities,
    alerts: alerts.items,
  }
}

interface Shown {
  readonly c: Context<Env>
  readonly situationId: string
  readonly around: Awaited<ReturnType<typeof readAround>>
  readonly reader: Reader
}

/** Alerts, coalitions, cases and briefings, each with the way to a new one. */
export const Around = ({ c, situationId, around, reader }: Shown) => {
  const { coalitions, cases, briefings, authorities, alerts } = around
  const { words } = reader
  const { t } = words
  const { actor } = c.var
  const nothing = t('console.nothing')
  return (
    <div class="grid">
      <Listed
        title={t('console.alerts')}
        items={alerts.map((alert) => <AlertLine alert={alert} reader={reader} />)}
        empty={nothing}
      />
      <Listed
        title={t('console.coalitions')}
        items={coalitions.map(({ id, name }) => (
          <>
            <a href={`/console/coalitions/${id}`} dir="auto">
              {name}
            </a>
            {may(actor, 'letter.read') && (
              <p class="small">
                <a href={`/console/letters?coalition=${id}`}>
                  {t('fact', { label: t('console.letters'), value: isolated(name) })}
                </a>
                {' · '}
                <a href={`/console/campaigns?coalition=${id}`}>
                  {t('fact', { label: t('console.campaigns'), value: isolated(name) })}
                </a>
              </p>
            )}
          </>
        ))}
        empty={nothing}
        more={
          may(actor, 'coalition.form') && (
            <p>
              <a href={`/console/coalitions/new?situation=${situationId}`}>{t('console.form-coalition')}</a>
            </p>
          )
        }
      />
      {(cases.length > 0 || may(actor, 'case.keep')) && (
        <Listed
          title={t('console.cases')}
          items={cases.map((found) => <CaseLine found={found} words={words} />)}
          empty={nothing}
          more={
            may(actor, 'case.keep') && (
              <p>
                <a href={`/console/cases/new?situation=${situationId}`}>{t('console.case.open')}</a>
              </p>
            )
          }
        />
      )}
      {(briefings.length > 0 || mayLog(c)) && (
        <Listed
          title={t('console.briefings')}
          items={briefings.map((briefing) => (
            <BriefingLine
              briefing={briefing}
              authority={authorities.get(briefing.authorityId)}
              reader={reader}
            />
          ))}
          empty={nothing}
          more={
            mayLog(c) && (
              <p>
                <a href={`/console/briefings/new?situation=${situationId}`}>{t('console.briefing.log')}</a>
              </p>
            )
          }
        />
      )}
    </div>
  )
}
