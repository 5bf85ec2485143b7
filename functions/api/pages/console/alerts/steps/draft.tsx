import { openRound } from '../../../../../../shared/alerts/comments/round.ts'
import type { Alert } from '../../../../../../shared/alerts/schema.ts'
import { When } from '../../shell/parts.tsx'
import { Step, type Steps } from './step.tsx'

const isInNameOfOthers = ({ content: { issuedBy } }: Alert) =>
  issuedBy !== undefined && issuedBy.by !== 'coordinator'

/** What is being written: changed, shown to some for comment, or submitted. */
export const Draft = ({ c, alert, reader: { words } }: Steps) => (
  <div class="acts">
    <a class="button quiet" href={`/console/alerts/${alert.id}/edit`}>
      {words.t('console.change')}
    </a>
    <a class="button quiet" href={`/console/alerts/${alert.id}/comments`}>
      {words.t('console.comments')}
    </a>
    {isInNameOfOthers(alert) && (
      <a class="button quiet" href={`/console/alerts/${alert.id}/consents`}>
        {words.t('consent.title')}
      </a>
    )}
    <Step c={c} alert={alert} path="submit">
      <button type="submit">{words.t('console.submit')}</button>
    </Step>
  </div>
)

/** What waits for comments; nobody changes it meanwhile. */
export const Commenting = ({ c, alert, reader }: Steps) => {
  const { t } = reader.words
  const round = openRound(alert)
  return (
    <>
      {round && (
        <p class="notice">
          {t('console.comments.open', { number: String(round.organizationIds.length) })}{' '}
          <When at={round.until} reader={reader} />
        </p>
      )}
      <div class="acts">
        <a class="button quiet" href={`/console/alerts/${alert.id}/comments`}>
          {t('console.comments')}
        </a>
        <Step c={c} alert={alert} path="comments/close">
          <button type="submit" class="quiet">
            {t('console.comments.close')}
          </button>
        </Step>
      </div>
    </>
  )
}
