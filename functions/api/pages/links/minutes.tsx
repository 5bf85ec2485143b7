import type { Context } from 'hono'
import type { Guest } from '../../../../shared/meetings/answers/by-link.ts'
import { readMinutesByLink } from '../../../../shared/meetings/minutes/by-link.ts'
import { formatForReader } from '../../../../shared/rendering/time.ts'
import type { Env } from '../../http/env.ts'
import { page } from '../layout.tsx'
import type { Capability } from './capability.ts'

/** The minutes as they were mailed, in the reader's zone. */
export const minutesPage = async (c: Context<Env>, { words, contact }: Capability, guest: Guest) => {
  const { meeting, published, coalitionName } = await readMinutesByLink(c.var.deps, guest)
  const { t, language } = words
  return page(
    c,
    { title: t('minutes.title'), language },
    <>
      <h2 dir="auto">{meeting.title}</h2>
      <dl>
        <dt>{t('meeting.when')}</dt>
        <dd>
          <bdi>{formatForReader(meeting.startsAtUtc, contact.timeZone, language)}</bdi>
        </dd>
        {coalitionName && <dt>{t('meeting.coalition')}</dt>}
        {coalitionName && <dd dir="auto">{coalitionName}</dd>}
        {published.present > 0 && <dt>{t('minutes.present')}</dt>}
        {published.present > 0 && <dd>{published.present}</dd>}
      </dl>
      {published.decisions.length > 0 && <h3>{t('minutes.decisions')}</h3>}
      {published.decisions.length > 0 && (
        <ul lang={published.language}>
          {published.decisions.map((text) => (
            <li class="text" dir="auto">
              {text}
            </li>
          ))}
        </ul>
      )}
      <h3>{t('minutes.title')}</h3>
      <p class="text" dir="auto" lang={published.language}>
        {published.text}
      </p>
    </>,
  )
}
