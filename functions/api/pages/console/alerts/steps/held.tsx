import { mayOnceProved } from '../../../../../../shared/access/permit.ts'
import { isStopped } from '../../../../../../shared/alerts/halt.ts'
import { When } from '../../shell/parts.tsx'
import { Approve, Return } from './approval.tsx'
import { Halt, isAmong, Step, type Steps } from './step.tsx'

/** Two persons let go on what was stopped: whoever asks first waits for another. */
export const Resume = (steps: Steps) => {
  const { c, alert, reader } = steps
  const { t } = reader.words
  const { resumption } = alert
  if (!isStopped(alert) || !mayOnceProved(c.var.actor, 'alert.resume')) return null
  if (resumption && isAmong(steps, [resumption.by.contactId]))
    return <p class="notice">{t('console.resume.waits')}</p>
  return (
    <Step c={c} alert={alert} path="resume">
      <p>{t(resumption ? 'console.resume.second' : 'console.resume.first')}</p>
      <p class="acts">
        <button type="submit">{t('console.resume')}</button>
      </p>
    </Step>
  )
}

/** What is approved and not out yet: when it goes, or why it does not. */
export const Held = (steps: Steps) => {
  const { c, alert, reader } = steps
  const { t } = reader.words
  const { held, approvals, submission, touchedBy } = alert
  if (!held) return null
  return (
    <>
      {held.breakGlass && (
        <div class="notice bad">
          <p>{t('console.alone.said')}</p>
          <p class="text" dir="auto">
            {held.breakGlass.reason}
          </p>
        </div>
      )}
      {held.stopped ? (
        <p class="notice bad">
          {t(`console.stopped.${held.stopped.because}`)} <When at={held.stopped.at} reader={reader} />
        </p>
      ) : (
        <p class="notice">
          {t('console.goes-out')} <When at={held.until} reader={reader} />
        </p>
      )}
      {held.breakGlass && !held.stopped && (
        <Approve {...steps} digest={submission?.digest ?? ''} touchedBy={touchedBy} approvals={approvals} />
      )}
      <Resume {...steps} />
      <div class="acts">
        {!held.stopped && mayOnceProved(c.var.actor, 'alert.halt') && <Halt {...steps} />}
      </div>
      <Return {...steps} />
    </>
  )
}
