import { may, mayOnceProved } from '../../../../../../shared/access/permit.ts'
import { isStopped } from '../../../../../../shared/alerts/halt.ts'
import type { Alert } from '../../../../../../shared/alerts/schema.ts'
import { When } from '../../shell/parts.tsx'
import { Approve } from './approval.tsx'
import { Resume } from './held.tsx'
import { Halt, Step, type Steps } from './step.tsx'

type Wait = Alert['issues'][number]['waits'][number]

const waitingAt = ({ issues }: Alert, now: Date): readonly Wait[] =>
  (issues.at(-1)?.waits ?? []).filter(({ ended, until }) => !ended && Date.parse(until) > now.getTime())

/** The kinds of organizations that are told later; each can be left out for good. */
const Waiting = ({ c, alert, reader }: Steps) => {
  const { t } = reader.words
  const waits = waitingAt(alert, c.var.deps.clock.now())
  if (waits.length === 0) return null
  return (
    <>
      <h3>{t('console.told-later')}</h3>
      <ul class="rows">
        {waits.map((wait) => (
          <li>
            {t(`class.${wait.class}`)} · <When at={wait.until} reader={reader} />
            {mayOnceProved(c.var.actor, 'alert.halt') && (
              <Step c={c} alert={alert} path={`embargoes/${wait.class}/cancel`}>
                <button type="submit" class="quiet">
                  {t('console.never-tell')}
                </button>
              </Step>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

/** What one person issued alone waits for a second, who lets it go to everybody. */
const Confirm = (steps: Steps) => {
  const issue = steps.alert.issues.at(-1)
  if (!issue?.unconfirmed) return null
  return (
    <>
      <p class="notice bad">{steps.reader.words.t('console.unconfirmed')}</p>
      <Approve
        {...steps}
        digest={issue.digest}
        touchedBy={issue.unconfirmed.touchedBy}
        approvals={issue.approvals}
      />
    </>
  )
}

/** What is out: watched, corrected, ended, stopped. */
export const Issued = (steps: Steps) => {
  const { c, alert, reader, watching } = steps
  const { t } = reader.words
  const { actor } = c.var
  const isCurrent = alert.state === 'issued'
  return (
    <>
      <Confirm {...steps} />
      <Waiting {...steps} />
      <Resume {...steps} />
      <div class="acts">
        {!watching && (
          <a class="button" href={`/console/alerts/${alert.id}/progress`}>
            {t('console.watch')}
          </a>
        )}
        {isCurrent && may(actor, 'alert.update') && (
          <Step c={c} alert={alert} path="update">
            <button type="submit" class="quiet">
              {t('console.update')}
            </button>
          </Step>
        )}
        {may(actor, 'alert.cancel') && alert.state !== 'cancelled' && (
          <a class="button quiet" href={`/console/alerts/${alert.id}/end`}>
            {t('console.end')}
          </a>
        )}
        {isCurrent && !alert.halted && may(actor, 'alert.remind') && (
          <Step c={c} alert={alert} path="remind">
            <button type="submit" class="quiet">
              {t('console.remind')}
            </button>
          </Step>
        )}
        {mayOnceProved(actor, 'alert.read-call-sheet') && (
          <a class="button quiet" href={`/console/alerts/${alert.id}/call-sheet`}>
            {t('console.call-sheet')}
          </a>
        )}
        {may(actor, 'alert.export-evidence') && (
          <a class="button quiet" href={`/v1/alerts/${alert.id}/evidence`} download>
            {t('console.evidence')}
          </a>
        )}
        {!isStopped(alert) && mayOnceProved(actor, 'alert.halt') && <Halt {...steps} />}
      </div>
    </>
  )
}
