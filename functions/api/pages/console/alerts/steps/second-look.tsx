import { may } from '../../../../../../shared/access/permit.ts'
import { verdict } from '../../../../../../shared/alerts/release/schema.ts'
import { Boxes, Paragraphs } from '../../shell/fields.tsx'
import { When } from '../../shell/parts.tsx'
import { isAmong, Step, type Steps } from './step.tsx'

/** What is owed after one person acted alone: somebody else looks, and writes down what they found. */
export const SecondLook = (steps: Steps) => {
  const { c, alert, form, reader } = steps
  const { words } = reader
  const { t } = words
  if (alert.reviews.length === 0) return null
  const owed = alert.reviews.filter(({ recorded }) => !recorded)
  const isOwn = isAmong(
    steps,
    owed.map(({ brokenBy }) => brokenBy.contactId),
  )
  return (
    <>
      <h3>{t('console.second-look')}</h3>
      {alert.reviews.map(({ recorded, dueAt }) =>
        recorded ? (
          <div class="notice">
            <p>
              {t(`console.verdict.${recorded.verdict}`)} · <When at={recorded.at} reader={reader} />
            </p>
            <p class="text" dir="auto">
              {recorded.findings}
            </p>
          </div>
        ) : (
          <p class="notice bad">
            {t('console.second-look.owed')} <When at={dueAt} reader={reader} />
          </p>
        ),
      )}
      {owed.length > 0 && !isOwn && may(c.var.actor, 'alert.review') && (
        <Step c={c} alert={alert} path="review">
          <Boxes
            one
            form={form}
            words={words}
            name="verdict"
            label={t('console.verdict')}
            options={verdict.options.map((value) => ({ value, label: t(`console.verdict.${value}`) }))}
          />
          <Paragraphs
            form={form}
            words={words}
            name="findings"
            label={t('console.findings')}
            rows={3}
            maxlength={5000}
            required
          />
          <p class="acts">
            <button type="submit">{t('console.save')}</button>
          </p>
        </Step>
      )}
    </>
  )
}
