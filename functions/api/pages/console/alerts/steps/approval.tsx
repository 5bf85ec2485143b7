import type { Alert } from '../../../../../../shared/alerts/schema.ts'
import { Paragraphs } from '../../shell/fields.tsx'
import { isAmong, Step, type Steps } from './step.tsx'

const contactsOf = (approvals: Alert['approvals']) => approvals.map(({ by }) => by.contactId)

interface Approving extends Steps {
  readonly digest: string
  readonly touchedBy: readonly string[]
  readonly approvals: Alert['approvals']
}

/** A second person approves what they have read: the form names its digest. */
export const Approve = ({ digest, touchedBy, approvals, ...steps }: Approving) => {
  const { c, alert, reader } = steps
  const { t } = reader.words
  if (isAmong(steps, touchedBy))
    return (
      <p class="notice">
        {t('console.needs-second')} <a href="/console/rota">{t('console.rota')}</a>
      </p>
    )
  if (isAmong(steps, contactsOf(approvals))) return <p class="notice">{t('console.approved-already')}</p>
  return (
    <Step c={c} alert={alert} path="approve">
      <input type="hidden" name="digest" value={digest} />
      <p>{t('console.approve.hint')}</p>
      <p class="acts">
        <button type="submit">{t('console.approve')}</button>
      </p>
    </Step>
  )
}

const Alone = ({ c, alert, form, reader: { words } }: Steps) =>
  alert.content.level !== 'emergency' ? null : (
    <details open={form.typed['breakGlass.reason'] !== undefined}>
      <summary>{words.t('console.alone')}</summary>
      <Step c={c} alert={alert} path="alone">
        <input type="hidden" name="digest" value={alert.submission?.digest ?? ''} />
        <p>{words.t('console.alone.hint')}</p>
        <Paragraphs
          form={form}
          words={words}
          name="breakGlass.reason"
          label={words.t('meeting.reason')}
          rows={3}
          required
        />
        <p class="acts">
          <button type="submit" class="grave">
            {words.t('console.alone')}
          </button>
        </p>
      </Step>
    </details>
  )

export const Return = ({ c, alert, form, reader: { words } }: Steps) => (
  <details open={form.typed['remarks'] !== undefined}>
    <summary>{words.t('console.return')}</summary>
    <Step c={c} alert={alert} path="return">
      <Paragraphs
        form={form}
        words={words}
        name="remarks"
        label={words.t('console.remarks')}
        rows={3}
        required
      />
      <p class="acts">
        <button type="submit" class="quiet">
          {words.t('console.return')}
        </button>
      </p>
    </Step>
  </details>
)

/** What is in review: approved by as many as its level needs, given back, or, in an emergency, issued alone. */
export const InReview = (steps: Steps) => {
  const { alert, reader } = steps
  const { approvals, submission, touchedBy } = alert
  return (
    <>
      {approvals.length > 0 && (
        <p class="notice">{reader.words.t('console.approved-by', { number: String(approvals.length) })}</p>
      )}
      <Approve {...steps} digest={submission?.digest ?? ''} touchedBy={touchedBy} approvals={approvals} />
      <Alone {...steps} />
      <Return {...steps} />
    </>
  )
}
