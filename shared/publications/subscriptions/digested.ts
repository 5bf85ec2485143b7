import { standingIn } from '../../coalitions/repository.ts'
import type { Contact, Organization } from '../../organizations/schema.ts'
import { bestText } from '../../rendering/language.ts'
import type { DigestContent } from '../../rendering/mails/digest.ts'
import type { Store } from '../../storage/store.ts'
import { findPost } from '../repository.ts'
import { isOut, type Post, type WholePost } from '../schema.ts'
import { findSubscription } from './repository.ts'
import type { Topic } from './schema.ts'

type Digested = DigestContent['posts'][number]

/** Characters: enough to see whether one wants to read on. */
const beginning = 600

const cut = (body: string) =>
  body.length > beginning
    ? `${body
        .slice(0, beginning)
        .toWellFormed()
        .replace(/\ufffd$/, '')
        .trimEnd()} …`
    : body

const isOfTopic =
  ({ kind, situationIds }: Post) =>
  (topic: Topic) =>
    (!topic.kind || topic.kind === kind) && (!topic.situationId || situationIds.includes(topic.situationId))

const mayRead = async (store: Store, { audience }: Post, { id, relation }: Organization) =>
  relation === 'member' &&
  (audience.to !== 'coalition' || (await standingIn(store, audience.coalitionId, id)) !== undefined)

const digested = (
  { id, kind, state, audience, texts }: WholePost,
  languages: readonly string[],
): Digested => {
  const { language, title, body } = bestText(texts, languages).text
  return {
    postId: id,
    kind,
    isCorrected: state === 'corrected',
    isPublic: audience.to === 'public',
    text: { language, title, beginning: cut(body) },
  }
}

interface Reader {
  readonly organization: Organization
  readonly contact: Contact
}

/** Posts as the digest of one reader has them, without those that by now are out of sight or none of their business. */
export const digestedPosts = async (
  store: Store,
  postIds: readonly string[],
  { organization, contact }: Reader,
): Promise<Digested[]> => {
  const { topics = [] } = (await findSubscription(store, contact.id)) ?? {}
  const told = await Promise.all(
    postIds.map(async (postId) => {
      const post = await findPost(store, postId)
      const isTold = post && isOut(post.state) && topics.some(isOfTopic(post))
      return isTold && (await mayRead(store, post, organization))
        ? digested(post, contact.languages)
        : undefined
    }),
  )
  return told.filter((each) => each !== undefined)
}
