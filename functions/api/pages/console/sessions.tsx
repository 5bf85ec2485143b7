import type { Context } from 'hono'
import { may } from '../../../../shared/access/permit.ts'
import { endOtherSessions, endSession, listSessions } from '../../../../shared/identity/own-sessions.ts'
import type { Router } from '../../http/contract.ts'
import type { Env } from '../../http/env.ts'
import { Refusal } from './shell/fields.tsx'
import { type Filled, filledWith } from './shell/form.ts'
import { consolePage, type Status } from './shell/frame.tsx'
import { orNone } from './shell/none.ts'
import { Done, Listed, When } from './shell/parts.tsx'
import { idIn } from './shell/path.ts'
import { posted } from './shell/post.ts'
import { readerOf } from './shell/session.ts'
import { Turn } from './shell/turn.tsx'

const isHolder = ({ var: { actor } }: Context<Env>) =>
  actor.kind === 'person' && actor.grants.length + (actor.resting?.length ?? 0) > 0

/** Where the reader is signed in, and the end of each. */
const show = async (c: Context<Env>, form: Filled, status: Status = 200) => {
  const { deps, actor, credential } = c.var
  const [reader, sessions] = await Promise.all([readerOf(c), listSessions(deps, actor, credential?.id)])
  const { words } = reader
  const { t } = words
  return consolePage(
    c,
    { title: t('console.sessions'), here: '/console/sessions', status },
    <>
      <h1>{t('console.sessions')}</h1>
      <Done said={c.req.query('done')} words={words} />
      <Refusal form={form} words={words} />
      <p class="soft">{t('console.sessions.hint')}</p>
      {isHolder(c) && (
        <p>
          <a href="/factors">{t('factors.title')}</a>
        </p>
      )}
      <Listed
        title={t('console.signed-in')}
        items={sessions.map(({ id, startedAt, expiresAt, current }) => (
          <div class="head">
            <div>
              <When at={startedAt} reader={reader} />{' '}
              {current && <span class="badge good">{t('console.this-session')}</span>}
              <p class="small soft">
                {t('console.ends')} <When at={expiresAt} reader={reader} />
              </p>
            </div>
            <Turn
              c={c}
              action={`/console/sessions/${id}/end`}
              words={t('console.end-session')}
              look="quiet"
            />
          </div>
        ))}
        empty={t('console.nothing')}
      />
      {sessions.length > 1 && (
        <Turn c={c} action="/console/sessions/end-others" words={t('console.sessions.end-others')} />
      )}
      <p class="acts">
        <a href="/console/calendars">{t('console.calendars')}</a>
        {may(actor, 'token.list') && <a href="/console/integrations">{t('console.tokens')}</a>}
      </p>
    </>,
  )
}

const endFromForm = posted((c) => ({
  act: async () => {
    // What has ended already has ended.
    await endSession(c.var.deps, c.var.actor, idIn(c, 'signIn')).catch(orNone)
    return '/console/sessions?done=saved'
  },
  again: (form, status) => show(c, form, status),
}))

const endOthersFromForm = posted((c) => ({
  act: async () => {
    await endOtherSessions(c.var.deps, c.var.actor, c.var.credential?.id)
    return '/console/sessions?done=saved'
  },
  again: (form, status) => show(c, form, status),
}))

export const sessionPages = (pages: Router) => {
  pages.get('/console/sessions', (c) => show(c, filledWith({})))
  pages.post('/console/sessions/end-others', endOthersFromForm)
  pages.post('/console/sessions/:id/end', endFromForm)
}
