import type { Context } from 'hono'
import { may, mayOnceProved, permit } from '../../../../../shared/access/permit.ts'
import { readAlert } from '../../../../../shared/alerts/read.ts'
import type { Alert } from '../../../../../shared/alerts/schema.ts'
import { approveTranslation } from '../../../../../shared/alerts/translations/approve.ts'
import { proposeTranslation, readTranslations } from '../../../../../shared/alerts/translations/propose.ts'
import { type Translation, translationInput } from '../../../../../shared/alerts/translations/schema.ts'
import { languageName } from '../../../../../shared/rendering/language.ts'
import { language } from '../../../../../shared/text.ts'
import type { Env } from '../../../http/env.ts'
import { onceUnder } from '../../../http/idempotency.ts'
import type { Reader } from '../../../http/reader.ts'
import { languageOptions } from '../shell/choices.ts'
import { Choice, Line, Once, Paragraphs, Refusal, Token } from '../shell/fields.tsx'
import { type Filled, filled, filledWith, givenIn, parsed, valueIn } from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { Done, When } from '../shell/parts.tsx'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { readerOf } from '../shell/session.ts'
import { headlineOf } from './line.tsx'
import { Texts } from './texts-view.tsx'

interface Part {
  readonly c: Context<Env>
  readonly alert: Alert
  readonly reader: Reader
}

/** Whoever wrote it does not approve it, and nobody does so twice. */
const Approval = ({ c, alert, reader, translation }: Part & { translation: Translation }) => {
  const { t } = reader.words
  const own = c.var.actor.kind === 'person' ? c.var.actor.contactId : ''
  if (translation.state !== 'proposed' || !mayOnceProved(c.var.actor, 'alert.approve')) return null
  if (translation.touchedBy.includes(own)) return <p class="notice">{t('console.needs-second')}</p>
  if (translation.approvals.some(({ by }) => by.contactId === own))
    return <p class="notice">{t('console.approved-already')}</p>
  return (
    <form method="post" action={`/console/alerts/${alert.id}/translations/approve`}>
      <Token c={c} />
      <input type="hidden" name="language" value={translation.text.language} />
      <input type="hidden" name="digest" value={translation.digest} />
      <p class="acts">
        <button type="submit">{t('console.approve')}</button>
      </p>
    </form>
  )
}

const Late = (part: Part & { translation: Translation }) => {
  const { reader, translation } = part
  const { words } = reader
  const { text, state, releaseAt } = translation
  return (
    <section class="sheet">
      <p class="soft small">
        {languageName(text.language, words.language)} · {words.t(`console.translation.${state}`)}
        {releaseAt && ' '}
        {releaseAt && <When at={releaseAt} reader={reader} />}
      </p>
      <div lang={text.language} dir="auto">
        <h2 dir="auto">{text.headline}</h2>
        {[text.description, text.instruction, text.unknown].filter(Boolean).map((each) => (
          <p class="text" dir="auto">
            {each}
          </p>
        ))}
      </div>
      <Approval {...part} />
    </section>
  )
}

const Propose = ({ c, alert, form, reader: { words } }: Part & { form: Filled }) => {
  const { t } = words
  const field = { form, words }
  const optional = ` (${t('page.optional')})`
  return (
    <form class="sheet" method="post" action={`/console/alerts/${alert.id}/translations`}>
      <h2>{t('console.add-translation')}</h2>
      <Token c={c} />
      <Once form={form} />
      <p class="hint">{t('console.add-translation.hint')}</p>
      <Choice
        {...field}
        name="language"
        label={t('page.language')}
        options={languageOptions(words)}
        none="–"
        required
      />
      <Line {...field} name="headline" label={t('console.headline')} maxlength={160} required />
      <Paragraphs
        {...field}
        name="description"
        label={t('alert.description')}
        rows={9}
        maxlength={8000}
        required
      />
      <Paragraphs
        {...field}
        name="instruction"
        label={t('alert.instruction') + optional}
        rows={4}
        maxlength={4000}
      />
      <Paragraphs
        {...field}
        name="unknown"
        label={t('alert.basis.unknown') + optional}
        rows={2}
        maxlength={2000}
      />
      <Line {...field} name="translatedBy" label={t('console.translated-by')} maxlength={120} required />
      <p class="acts">
        <button type="submit">{t('console.save')}</button>
      </p>
    </form>
  )
}

const show = async (c: Context<Env>, form: Filled, status: Status = 200) => {
  const { deps, actor } = c.var
  const id = idIn(c, 'alert')
  const [reader, alert, translations] = await Promise.all([
    readerOf(c),
    readAlert(deps, actor, id),
    readTranslations(deps, actor, id),
  ])
  const { words } = reader
  const { headline, language: of } = headlineOf(alert, reader)
  return consolePage(
    c,
    { title: `${words.t('console.translations')} – ${headline}`, here: '/console/alerts', status },
    <>
      <p>
        <a href={`/console/alerts/${id}`} lang={of} dir="auto">
          {headline}
        </a>
      </p>
      <h1>{words.t('console.translations')}</h1>
      <Done said={c.req.query('done')} words={words} />
      <Refusal form={form} words={words} />
      <div class="side">
        {translations.map((translation) => (
          <Late c={c} alert={alert} reader={reader} translation={translation} />
        ))}
      </div>
      {may(actor, 'alert.update') && alert.issues.length > 0 && (
        <Propose c={c} alert={alert} form={form} reader={reader} />
      )}
      <Texts content={alert.content} reader={reader} />
    </>,
  )
}

export const translationsPage = (c: Context<Env>) => show(c, filledWith({}))

export const translationFromForm = posted((c) => ({
  act: async (typed) => {
    permit(c.var.actor, 'alert.update')
    const id = idIn(c, 'alert')
    const input = parsed(translationInput, {
      headline: valueIn(typed, 'headline'),
      description: valueIn(typed, 'description'),
      translatedBy: valueIn(typed, 'translatedBy'),
      ...filled({ instruction: givenIn(typed, 'instruction'), unknown: givenIn(typed, 'unknown') }),
    })
    const into = parsed(language, valueIn(typed, 'language'))
    await onceUnder<unknown>(
      { c, key: givenIn(typed, 'once'), payload: { into, input } },
      (deps) => proposeTranslation(deps, c.var.actor, { id, language: into, input }),
      async () => undefined,
    )
    return `/console/alerts/${id}/translations?done=saved`
  },
  again: (form, status) => show(c, form, status),
}))

export const translationApprovalFromForm = posted((c) => ({
  act: async (typed) => {
    const id = idIn(c, 'alert')
    const approval = { language: valueIn(typed, 'language'), digest: valueIn(typed, 'digest') }
    await approveTranslation(c.var.deps, c.var.actor, { id, ...approval })
    return `/console/alerts/${id}/translations?done=approved`
  },
  again: (form, status) => show(c, { ...form, typed: {} }, status),
}))
