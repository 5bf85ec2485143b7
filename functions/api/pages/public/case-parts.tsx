import type { readPublicCase } from '../../../../shared/justice/read.ts'
import type { Phrases } from '../../../../shared/rendering/catalogue.ts'

type Shown = Awaited<ReturnType<typeof readPublicCase>>
interface Parts {
  readonly found: Shown
  readonly words: Phrases
}

const Facts = ({ found: { court, stage, since }, words: { t } }: Parts) => (
  <dl>
    <dt>{t('case.court')}</dt>
    <dd>
      <bdi>{court.name}</bdi> · {t(`case.court.${court.kind}`)}
    </dd>
    <dt>{t('case.stage')}</dt>
    <dd>
      {t(`case.stage.${stage}`)} · <time datetime={since}>{since}</time>
    </dd>
  </dl>
)

const Accused = ({ found: { accused, stage }, words: { t } }: Parts) => (
  <ul>
    {accused.map(({ name, standing }) => (
      <li>
        <bdi>{name}</bdi> – {t(`case.standing.${standing}`)}
        {stage === 'appeal' && standing !== 'alleged' && <> · {t('case.not-final')}</>}
      </li>
    ))}
  </ul>
)

const Warrants = ({ found: { accused, warrants }, words: { t } }: Parts) => (
  <ul>
    {warrants.map(({ kind, against, state, on, source }) => (
      <li>
        {t(`case.warrant.${kind}`)} – <bdi>{accused.find(({ number }) => number === against)?.name}</bdi> –{' '}
        {t(`case.warrant.state.${state}`)} · <time datetime={on}>{on}</time> ·{' '}
        <a href={source.url} rel="noreferrer" dir="auto">
          {source.title}
        </a>
      </li>
    ))}
  </ul>
)

/** A case for the public: who is accused never stands there without how they stand. */
export const CaseBody = ({ found, words, at = '/cases' }: Parts & { at?: string }) => {
  const { t } = words
  const { alleged, accused, charges, warrants, documents, summary } = found
  return (
    <>
      {alleged && <p class="notice">{t('case.presumed')}</p>}
      <Facts found={found} words={words} />
      {summary && (
        <p class="text" dir="auto">
          {summary}
        </p>
      )}
      {accused.length > 0 && <h2>{t('case.accused')}</h2>}
      {accused.length > 0 && <Accused found={found} words={words} />}
      {charges.length > 0 && <h2>{t(alleged ? 'case.charges.alleged' : 'case.charges')}</h2>}
      {charges.length > 0 && (
        <ul>
          {charges.map(({ text }) => (
            <li dir="auto">{text}</li>
          ))}
        </ul>
      )}
      {warrants.length > 0 && <h2>{t('case.warrants')}</h2>}
      {warrants.length > 0 && <Warrants found={found} words={words} />}
      {documents.length > 0 && <h2>{t('case.documents')}</h2>}
      {documents.length > 0 && (
        <ul>
          {documents.map(({ title, url }) => (
            <li>
              <a href={url} rel="noreferrer" dir="auto">
                {title}
              </a>
            </li>
          ))}
        </ul>
      )}
      <footer>
        <a href={at}>{t('case.list')}</a>
      </footer>
    </>
  )
}
