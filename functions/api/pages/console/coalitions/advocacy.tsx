import type { Context } from 'hono'
import { may, type Within } from '../../../../../shared/access/permit.ts'
import { listLetters } from '../../../../../shared/advocacy/letters/read.ts'
import type { Coalition } from '../../../../../shared/coalitions/schema.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { LetterLine } from '../letters/line.tsx'
import { Listed } from '../shell/parts.tsx'

const newest = { limit: 10 }

/** What a coalition writes; nothing for those who are only asked into it. */
export const advocacyOf = async ({ var: { deps, actor } }: Context<Env>, coalitionId: string) => {
  const letters = await listLetters(deps, actor, { coalitionId, page: newest })
  return { letters: letters.items }
}

interface Advocacy {
  readonly c: Context<Env>
  readonly coalition: Pick<Coalition, 'id' | 'status'>
  readonly within: Within
  readonly advocacy: Awaited<ReturnType<typeof advocacyOf>>
  readonly reader: Reader
}

export const Advocacy = ({
  c,
  coalition: { id, status },
  within,
  advocacy: { letters },
  reader,
}: Advocacy) => {
  const { t } = reader.words
  const writes = status === 'active' && may(c.var.actor, 'letter.write', within)
  return (
    <Listed
      title={t('console.letters')}
      items={letters.map((letter) => <LetterLine letter={letter} reader={reader} />)}
      empty={t('console.nothing')}
      more={
        <p>
          <a href={`/console/letters?coalition=${id}`}>{t('console.all')}</a>
          {writes && ' · '}
          {writes && <a href={`/console/letters/new?coalition=${id}`}>{t('console.write-letter')}</a>}
        </p>
      }
    />
  )
}
