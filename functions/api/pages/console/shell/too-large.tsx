import type { Context } from 'hono'
import { wordsFor } from '../../../../../shared/rendering/catalogue.ts'
import { sizeIn } from '../../../../../shared/rendering/size.ts'
import type { Env } from '../../../http/env.ts'
import { acceptedLanguages } from '../../../http/language.ts'
import { mostInForm } from '../../../http/limits.ts'
import { gatePage } from './frame.tsx'

/** A form that is too large is not read at all, so that nobody knows yet whose it is. */
export const tooLargePage = (c: Context<Env>) => {
  const { t, language } = wordsFor(acceptedLanguages(c.req.header('Accept-Language')))
  return gatePage(
    c,
    { title: t('console.files.too-large'), status: 413 },
    <>
      <p>{t('console.files.hint-large', { size: sizeIn(mostInForm, language) })}</p>
      <p>
        <a href={c.req.path}>{t('console.files.choose-again')}</a>
      </p>
    </>,
  )
}
