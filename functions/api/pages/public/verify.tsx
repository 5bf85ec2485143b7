import { verify } from '../../../../shared/alerts/publication/verify.ts'
import { type Phrases, wordsFor } from '../../../../shared/rendering/catalogue.ts'
import type { Router } from '../../http/contract.ts'
import { isolated, page } from '../layout.tsx'
import { publicRouter, readersLanguages } from './reader.ts'

type Verified = Awaited<ReturnType<typeof verify>>

interface Outcome {
  readonly verified: Verified
  readonly words: Phrases
  readonly alliance: string
}

const Outcome = ({ verified: { verdict, exercise }, words: { t }, alliance }: Outcome) => (
  <>
    <p class="notice" role="status">
      {t(`verify.${verdict}`, { alliance: isolated(alliance) })}
    </p>
    {exercise && <p class="notice">{t('exercise.notice')}</p>}
  </>
)

interface Form {
  readonly words: Phrases
  readonly reference: string
  readonly digest: string
}

const Form = ({ words: { t }, reference, digest }: Form) => (
  <form method="get" action="/verify">
    <label for="reference">{t('verify.question', { example: isolated('TOC-2026-8K3XY-1') })}</label>
    <input id="reference" name="reference" value={reference} required maxlength={40} dir="ltr" />
    <label for="digest">{t('verify.digest')}</label>
    <input id="digest" name="digest" value={digest} required maxlength={100} dir="ltr" />
    <button type="submit">{t('verify.submit')}</button>
  </form>
)

/** Tells who holds an alert whether it is genuine and how it stands, and nothing more. */
export const verifyPages = (app: Router) => {
  const pages = publicRouter()
  pages.get('/verify', async (c) => {
    const words = wordsFor(readersLanguages(c))
    const claim = {
      reference: (c.req.query('reference') ?? '').slice(0, 40),
      digest: (c.req.query('digest') ?? '').slice(0, 100),
    }
    const isAsked = claim.reference !== '' && claim.digest !== ''
    const verified = isAsked ? await verify(c.var.deps, claim) : undefined
    const { alliance } = c.var.deps.config
    return page(
      c,
      { title: words.t('verify.title'), language: words.language },
      <>
        {verified && <Outcome verified={verified} words={words} alliance={alliance} />}
        <Form words={words} {...claim} />
      </>,
    )
  })
  app.route('/', pages)
}
