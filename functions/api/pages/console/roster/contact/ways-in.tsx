import type { Context } from 'hono'
import { mayOnceProved } from '../../../../../../shared/access/permit.ts'
import type { WaysIn as Ways } from '../../../../../../shared/organizations/ways-in/read.ts'
import type { Env } from '../../../../http/env.ts'
import type { Reader } from '../../../../http/reader.ts'
import { Grave } from '../../shell/turn.tsx'
import { contactPath, namedIn } from './named.ts'

const kinds = ['sessions', 'tokens', 'feeds', 'webhooks'] as const

interface Shown {
  readonly c: Context<Env>
  readonly ways: Ways
  readonly reader: Reader
}

/** How many ways in somebody has, and since which day; who does not know them all ends them. */
export const WaysIn = ({ c, ways, reader: { words } }: Shown) => {
  const { t } = words
  const isAny = kinds.some((kind) => ways[kind].count > 0)
  return (
    <section class="sheet">
      <h2>{t('console.ways-in')}</h2>
      <ul class="numbers">
        {kinds.map((kind) => (
          <li>
            <b>{ways[kind].count}</b> {t(`console.ways-in.${kind}`)}
            {ways[kind].since && (
              <span class="small soft"> {t('console.since-day', { day: ways[kind].since })}</span>
            )}
          </li>
        ))}
      </ul>
      {isAny && mayOnceProved(c.var.actor, 'contact.end-ways-in') && (
        <Grave
          c={c}
          action={`${contactPath(namedIn(c))}/ways-in/end`}
          words={t('console.end-ways-in')}
          follows={t('console.end-ways-in.hint')}
        />
      )}
    </section>
  )
}
