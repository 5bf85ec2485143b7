import * as z from 'zod'
import { postKinds } from '../../publications/schema.ts'
import { catalogueLanguage, type Phrases, wordsFor } from '../catalogue.ts'
import { oneLine } from '../clean.ts'
import { authored, type Block, banner, heading, link, paragraph } from '../document.ts'
import { bestText, languageName } from '../language.ts'
import { slot } from '../slots.ts'
import { defineMail } from '../template.ts'
import { turnOf } from './alert.ts'
import { alertContent } from './alert-content.ts'
import { handlingOf } from './alert-facts.ts'
import { compose, composeDiscreet, footerOf } from './parts.ts'
import { isWordedFor, wordedFor } from './worded.ts'

const digested = alertContent.pick({
  alertId: true,
  reference: true,
  messageType: true,
  cancelReason: true,
  correction: true,
  level: true,
  texts: true,
  wordings: true,
  handling: true,
  scope: true,
  exercise: true,
})

const digestedPost = z.object({
  postId: z.string(),
  kind: z.enum(postKinds),
  isCorrected: z.boolean(),
  /** Whether there is a page on which anybody reads it. */
  isPublic: z.boolean(),
  /** In the best of its languages for the one reader that a digest has. */
  text: z.object({ language: z.string(), title: z.string(), beginning: z.string() }),
})

export const digestContent = z
  .object({ alerts: z.array(digested), posts: z.array(digestedPost).default([]) })
  .refine(({ alerts, posts }) => alerts.length + posts.length > 0, 'tells nothing')
export type DigestContent = z.infer<typeof digestContent>

type Digested = DigestContent['alerts'][number]
type DigestedPost = DigestContent['posts'][number]

interface Reader {
  readonly languages: readonly string[]
  readonly alliance: string
}

const blocksOf = (alert: Digested, phrases: Phrases, { languages, alliance }: Reader): Block[] => {
  const { t, language } = phrases
  const { text, pending } = bestText(alert.texts, languages)
  const marks = { organization: slot('organizationName'), alliance }
  return [
    ...(alert.exercise ? [banner(t('exercise.notice'))] : []),
    heading(authored(text.headline, text.language)),
    paragraph(t('fact', { label: t(`level.${alert.level}`), value: alert.reference })),
    ...(turnOf(alert) === 'correction' ? [paragraph(t('alert.lead.correction'))] : []),
    paragraph(handlingOf(alert, phrases, marks)),
    ...(pending ? [paragraph(t('pending', { language: languageName(text.language, language) }))] : []),
    paragraph(authored(text.description, text.language)),
    ...(text.instruction ? [paragraph(authored(text.instruction, text.language))] : []),
  ]
}

/** What a post is called, with its kind and whether it was put right. */
export const titleOfPost = ({ kind, isCorrected, text }: DigestedPost, { t }: Phrases) => {
  const title = `${t(`post.kind.${kind}`)}: ${oneLine(text.title)}`
  return isCorrected ? t('post.corrected.title', { title }) : title
}

/** Where the whole of a post is read: by anybody, or by whoever has signed in. */
export const pathOfPost = ({ postId, isPublic }: Pick<DigestedPost, 'postId' | 'isPublic'>) =>
  `${isPublic ? '' : '/console'}/posts/${postId}`

const blocksOfPost = (post: DigestedPost, phrases: Phrases, publicUrl: string): Block[] => [
  heading(authored(titleOfPost(post, phrases), post.text.language)),
  paragraph(authored(post.text.beginning, post.text.language)),
  link(phrases.t('digest.posts.read'), `${publicUrl}${pathOfPost(post)}`),
]

const subjectOf = ({ alerts, posts }: DigestContent, { t }: Phrases, alliance: string) => {
  const count = String(alerts.length)
  if (alerts.length === 0) return t('post.list', { alliance })
  if (posts.length > 0) return t('digest.subject.both', { alliance })
  return t(alerts.length === 1 ? 'digest.subject.one' : 'digest.subject', { count, alliance })
}

/** Alerts that could wait until the reader's morning, and posts that they subscribe to, in one mail. */
export const digestMail = defineMail({
  kind: 'digest',
  content: digestContent,
  bulk: true,
  variantOf: ({ alerts }, { languages, discreet, relation, organizationClass: of }) => ({
    language: catalogueLanguage(languages),
    languages: languages.join(' '),
    discreet,
    relation,
    of: alerts.some((each) => isWordedFor(each, of)) ? of : 'any',
  }),
  compose({ alerts: written, posts }, { language, languages, discreet, relation, of }, brand) {
    const phrases = wordsFor([language])
    const { t } = phrases
    const alerts = written.map((each) => wordedFor(each, of))
    if (discreet) return composeDiscreet(phrases, 'actionUrl')
    const { alliance, publicUrl } = brand
    const onlyExercises = posts.length === 0 && alerts.every(({ exercise }) => exercise)
    const subject = subjectOf({ alerts, posts }, phrases, alliance)
    return compose(phrases, {
      subject: onlyExercises ? `[${t('exercise')}] ${subject}` : subject,
      fromName: alliance,
      mark: onlyExercises ? t('exercise') : undefined,
      blocks: [
        ...(alerts.length > 0 ? [paragraph(t('digest.lead'))] : []),
        ...alerts.flatMap((alert) => blocksOf(alert, phrases, { languages: languages.split(' '), alliance })),
        ...(alerts.length > 0 ? [link(t('digest.link'), slot('actionUrl'))] : []),
        ...(posts.length > 0 ? [paragraph(t('digest.posts.lead'))] : []),
        ...posts.flatMap((post) => blocksOfPost(post, phrases, publicUrl)),
      ],
      footer: footerOf(phrases, brand, { relation, bulk: true }),
    })
  },
})
