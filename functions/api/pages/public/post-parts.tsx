import type { readPublicPost } from '../../../../shared/publications/read.ts'
import type { Key, Phrases } from '../../../../shared/rendering/catalogue.ts'
import { languageName, listOf } from '../../../../shared/rendering/language.ts'
import { sizeIn } from '../../../../shared/rendering/size.ts'
import { formatUtc } from '../../../../shared/rendering/time.ts'
import { isolated } from '../layout.tsx'

type Shown = Omit<Awaited<ReturnType<typeof readPublicPost>>, 'contactId'>
interface Parts {
  readonly found: Shown
  readonly words: Phrases
}

/** What was put right since, so that nobody who has read it before is left with it. */
const Corrections = ({ found: { corrections }, words: { t } }: Parts) => (
  <>
    <p class="notice">{t('post.corrected')}</p>
    <ul>
      {corrections.map(({ at, changed }) => (
        <li>
          <time datetime={at} dir="ltr">
            {formatUtc(at)}
          </time>{' '}
          <bdi>{changed}</bdi>
        </li>
      ))}
    </ul>
  </>
)

const Options = ({ found: { options }, words: { t } }: Parts) => (
  <>
    <h2>{t('post.options')}</h2>
    <dl>
      {options.map(({ addressee, action, rationale }) => (
        <>
          <dt dir="auto">{addressee}</dt>
          <dd dir="auto" class="text">
            {action}
            <br />
            <span class="small">{rationale}</span>
          </dd>
        </>
      ))}
    </dl>
  </>
)

const Sources = ({ found: { sources }, words: { t } }: Parts) => (
  <>
    <h2>{t('post.sources')}</h2>
    <ul>
      {sources.map(({ title, url, date }) => (
        <li>
          <a href={url} rel="noreferrer" dir="auto">
            {title}
          </a>{' '}
          {date && <time>{date}</time>}
        </li>
      ))}
    </ul>
  </>
)

const Attachments = ({ found: { id, attachments }, words: { t, language }, at }: Parts & { at: string }) => (
  <>
    <h2>{t('post.attachments')}</h2>
    <ul>
      {attachments.map((file) => (
        <li>
          <a href={`${at}/${id}/attachments/${file.id}`} rel="noreferrer">
            <bdi>{file.name}</bdi>
          </a>{' '}
          {sizeIn(file.size, language)}
        </li>
      ))}
    </ul>
  </>
)

const Event = ({ found: { event } }: Parts) =>
  event ? (
    <p>
      <time datetime={event.startsAtUtc} dir="ltr">
        {formatUtc(event.startsAtUtc)}
      </time>{' '}
      {event.location && <bdi>{event.location}</bdi>} {event.url && <a href={event.url}>{event.url}</a>}
    </p>
  ) : null

/** At what stages, and who is targeted. */
const About = ({ found: { stages, groups }, words: { t, language } }: Parts) => (
  <dl>
    {stages.length > 0 && <dt>{t('alert.stages')}</dt>}
    {stages.length > 0 && (
      <dd>
        {listOf(
          stages.map((stage) => t(`stage.${stage}` as Key)),
          language,
        )}
      </dd>
    )}
    {groups.length > 0 && <dt>{t('console.groups')}</dt>}
    {groups.map((group) => (
      <dd dir="auto">{group}</dd>
    ))}
  </dl>
)

interface Body extends Parts {
  /** The language to show it in; nothing of what was withdrawn. */
  readonly text: Shown['texts'][number] | undefined
  /** Where posts are read. */
  readonly at?: string
}

/** A post as it is read; of one that was withdrawn, why. */
export const PostBody = ({ found, text, words, at = '/posts' }: Body) => {
  const { t } = words
  if (!text)
    return (
      <p class="notice">
        {t('post.withdrawn')} <bdi>{found.withdrawal?.reason}</bdi>
      </p>
    )
  const others = found.texts.filter(({ language }) => language !== text.language)
  return (
    <>
      <p>
        {t(`post.kind.${found.kind}`)} ·{' '}
        <time datetime={found.publishedAt} dir="ltr">
          {formatUtc(found.publishedAt ?? found.createdAt)}
        </time>
        <br />
        {found.author ? t('post.by', { organization: isolated(found.author) }) : t('post.by-member')}
      </p>
      {found.corrections.length > 0 && <Corrections found={found} words={words} />}
      <Event found={found} words={words} />
      <p class="text" lang={text.language} dir="auto">
        {text.body}
      </p>
      {found.stages.length + found.groups.length > 0 && <About found={found} words={words} />}
      {found.options.length > 0 && <Options found={found} words={words} />}
      {found.attachments.length > 0 && <Attachments found={found} words={words} at={at} />}
      {found.sources.length > 0 && <Sources found={found} words={words} />}
      {others.length > 0 && (
        <nav aria-label={t('page.language')}>
          {others.map(({ language }) => (
            <a
              href={`${at}/${found.id}?lang=${encodeURIComponent(language)}`}
              hreflang={language}
              lang={language}
              dir="auto"
            >
              {languageName(language, language)}
            </a>
          ))}
        </nav>
      )}
    </>
  )
}
