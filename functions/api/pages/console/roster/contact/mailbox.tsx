import type { Context } from 'hono'
import type { readMailbox } from '../../../../../../shared/ledger/mailbox.ts'
import { pathOfNext } from '../../../../http/answers.ts'
import type { Env } from '../../../../http/env.ts'
import type { Reader } from '../../../../http/reader.ts'
import { Listed, NextPage, When, wordFor } from '../../shell/parts.tsx'
import { placeOf } from '../../shell/subject.ts'

interface Shown {
  readonly c: Context<Env>
  readonly mailbox: Awaited<ReturnType<typeof readMailbox>>
  readonly reader: Reader
}

/** All that was ever sent to a contact, and what became of it. */
export const Mailbox = ({ c, mailbox: { items, next }, reader }: Shown) => {
  const { words } = reader
  return (
    <Listed
      title={words.t('console.sent-to')}
      items={items.map(({ kind, subject, at, state, reason }) => {
        const place = placeOf(subject)
        const word = wordFor(words, 'console.mail', kind)
        return (
          <>
            {place ? <a href={place}>{word}</a> : word}
            <p class="small soft">
              <When at={at} reader={reader} /> · {wordFor(words, 'delivery', state)}
              {reason && ` – ${wordFor(words, 'console.left', reason)}`}
            </p>
          </>
        )
      })}
      empty={words.t('console.nothing')}
      more={<NextPage href={pathOfNext(c, next)} words={words} />}
    />
  )
}
