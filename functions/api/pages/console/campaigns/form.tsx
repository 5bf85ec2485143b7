import type { Reader } from '../../../http/reader.ts'
import { OpenTo } from '../letters/open-to.tsx'
import { Faults, Line, type Option, Paragraphs } from '../shell/fields.tsx'
import { type Filled, valuesOf } from '../shell/form.ts'
import { roomsFor } from '../shell/rows.ts'

interface Part {
  readonly form: Filled
  readonly reader: Reader
}

/** As many as a campaign may have, and room for so many more at a time. */
const asks = { most: 20, further: 3 }
const timeline = { most: 50, further: 3 }

const Targets = ({ form, reader: { words }, targets }: Part & { targets: readonly Option[] }) => {
  const chosen = valuesOf(form.typed, 'targetIds')
  return (
    <div>
      <label for="targetIds">{`${words.t('campaign.targets')} (${words.t('page.optional')})`}</label>
      <select id="targetIds" name="targetIds" multiple size={8}>
        {targets.map(({ value, label }) => (
          <option value={value} selected={chosen.includes(value)}>
            {label}
          </option>
        ))}
      </select>
      <Faults form={form} words={words} name="targetIds" />
    </div>
  )
}

/** What is asked, one after the other. */
const Asks = ({ form, reader: { words } }: Part) => {
  const { t } = words
  const field = { form, words }
  return (
    <fieldset>
      <legend>{t('letter.asks')}</legend>
      {roomsFor(form.typed, 'asks', asks).map((at) => (
        <>
          <Paragraphs
            {...field}
            name={`asks.${at}.text`}
            label={t('campaign.ask', { number: String(at + 1) })}
            rows={2}
            maxlength={1000}
          />
          <Faults {...field} name={`asks.${at}`} />
        </>
      ))}
    </fieldset>
  )
}

const Timeline = ({ form, reader: { words } }: Part) => {
  const { t } = words
  const field = { form, words }
  return (
    <fieldset>
      <legend>{t('campaign.timeline')}</legend>
      {roomsFor(form.typed, 'timeline', timeline).map((at) => (
        <div class="few">
          <Line {...field} name={`timeline.${at}.date`} type="date" label={t('console.when')} />
          <Line {...field} name={`timeline.${at}.what`} label={t('campaign.what')} maxlength={300} />
        </div>
      ))}
    </fieldset>
  )
}

/** A campaign as it is begun and changed. */
export const CampaignFields = ({ form, reader, targets }: Part & { targets: readonly Option[] }) => {
  const { words } = reader
  const { t } = words
  const field = { form, words }
  return (
    <>
      <Line {...field} name="name" label={t('console.name')} maxlength={200} required />
      <Paragraphs {...field} name="aim" label={t('campaign.aim')} rows={6} maxlength={5000} required />
      <Targets form={form} reader={reader} targets={targets} />
      <Asks form={form} reader={reader} />
      <Timeline form={form} reader={reader} />
      <OpenTo {...field} label={t('campaign.open-to')} />
    </>
  )
}
