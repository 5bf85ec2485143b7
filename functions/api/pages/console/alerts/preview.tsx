import type { Context } from 'hono'
import * as z from 'zod'
import { previewMail, readForPreview } from '../../../../../shared/alerts/preview-mail.ts'
import { relation, relations } from '../../../../../shared/organizations/schema.ts'
import { catalogues } from '../../../../../shared/rendering/catalogue.ts'
import { languageName } from '../../../../../shared/rendering/language.ts'
import type { Env } from '../../../http/env.ts'
import { Choice } from '../shell/fields.tsx'
import { filledWith, parsed } from '../shell/form.ts'
import { consolePage } from '../shell/frame.tsx'
import { Filters } from '../shell/parts.tsx'
import { idIn } from '../shell/path.ts'
import { readerOf } from '../shell/session.ts'
import { headlineOf } from './line.tsx'

const query = z.object({
  language: z.string().max(35).optional(),
  relation: relation.catch('member'),
})

/** What a reader of some language gets, and what machines do, before anything goes out. */
export const mailPreviewPage = async (c: Context<Env>) => {
  const asked = parsed(query, c.req.query())
  const [reader, read] = await Promise.all([
    readerOf(c),
    readForPreview(c.var.deps, c.var.actor, idIn(c, 'alert')),
  ])
  const { words } = reader
  const { t } = words
  const language = asked.language && asked.language in catalogues ? asked.language : words.language
  const seen = previewMail(c.var.deps, read, { language, relation: asked.relation })
  const form = filledWith({ language: [language], relation: [asked.relation] })
  const { headline, language: spoken } = headlineOf(read.alert, reader)
  const languages = Object.keys(catalogues).map((code) => ({
    value: code,
    label: languageName(code, words.language),
  }))
  return consolePage(
    c,
    { title: t('console.preview'), here: '/console/alerts' },
    <>
      <p>
        <a href={`/console/alerts/${read.alert.id}`} lang={spoken} dir="auto">
          {headline}
        </a>
      </p>
      <h1>{t('console.preview')}</h1>
      <Filters words={words}>
        <Choice form={form} words={words} name="language" label={t('page.language')} options={languages} />
        <Choice
          form={form}
          words={words}
          name="relation"
          label={t('console.relations')}
          options={relations.map((value) => ({ value, label: t(`relation.${value}`) }))}
        />
      </Filters>
      <section class="sheet" lang={language} dir={seen.direction}>
        <h2>{seen.subject}</h2>
        <p class="text">{seen.text}</p>
      </section>
      {seen.cap && (
        <details>
          <summary>{t('alert.page.cap')}</summary>
          <p class="sheet text small" lang="en" dir="ltr">
            {seen.cap}
          </p>
        </details>
      )}
    </>,
  )
}
