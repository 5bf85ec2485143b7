import type { Context } from 'hono'
import { permitToKnow } from '../../../../../../shared/access/permit.ts'
import { answersTo } from '../../../../../../shared/alerts/answers/board.ts'
import type { Env } from '../../../../http/env.ts'
import { ToldLink } from '../../inbox/link.tsx'
import { filledWith } from '../../shell/form.ts'
import { consolePage } from '../../shell/frame.tsx'
import { SaidOld, When } from '../../shell/parts.tsx'
import { Answers } from '../answers.tsx'
import { headlineOf } from '../line.tsx'
import { Steps } from '../steps/steps.tsx'
import { Live, NotReached } from './live.tsx'
import { readAlertToWatch, readProgress } from './read.ts'

/** An alert as it goes out: it moves by itself, by a few lines of script or, without, by looking again. */
export const progressPage = async (c: Context<Env>) => {
  permitToKnow(c.var.actor, 'alert.read-answers', 'alert')
  const found = await readAlertToWatch(c)
  const [seen, board] = await Promise.all([readProgress(c, found), answersTo(c.var.deps, found)])
  const { alert, reader, progress, moving } = seen
  const { t } = reader.words
  const { headline, language } = headlineOf(alert, reader)
  return consolePage(
    c,
    {
      title: `${t('console.watch')} – ${headline}`,
      here: '/console/alerts',
      again: moving ? 5 : undefined,
    },
    <>
      <p>
        <a href={`/console/alerts/${alert.id}`} lang={language} dir="auto">
          {headline}
        </a>
      </p>
      <h1>{t('console.watch')}</h1>
      <p class="soft">
        {t('alert.reference')} <bdi>{progress.last.reference}</bdi> ·{' '}
        <When at={progress.last.issuedAt} reader={reader} />
      </p>
      {alert.halted && <p class="notice bad">{t('console.halted')}</p>}
      <SaidOld words={reader.words} old="console.live.old" />
      <Live {...seen} />
      <section class="sheet">
        <h2>{t('console.next')}</h2>
        <Steps c={c} alert={alert} form={filledWith({})} reader={reader} watching />
      </section>
      <Answers board={board} reader={reader} />
      <NotReached {...seen} />
      <ToldLink c={c} subject={alert.id} words={reader.words} />
    </>,
  )
}

/** The moving parts alone, for the script. */
export const progressPart = async (c: Context<Env>) => {
  const seen = await readProgress(c, await readAlertToWatch(c))
  c.header('Cache-Control', 'no-store')
  c.header('Content-Security-Policy', "default-src 'none'")
  return c.html(
    <>
      <Live {...seen} />
      <NotReached {...seen} />
    </>,
  )
}
