import type { Context } from 'hono'
import { noteAudit } from '../../../../../shared/audit/note.ts'
import { findOrganization } from '../../../../../shared/organizations/repository.ts'
import { assignReply, closeReply, replyClosure } from '../../../../../shared/replies/change.ts'
import { noAnswer } from '../../../../../shared/replies/errors.ts'
import { readReply } from '../../../../../shared/replies/list.ts'
import type { Reply } from '../../../../../shared/replies/schema.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { Refusal, Token } from '../shell/fields.tsx'
import { type Filled, filled, filledWith, givenIn, parsed, versionIn } from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { orNone } from '../shell/none.ts'
import { Outcome } from '../shell/outcome.tsx'
import { Done, When } from '../shell/parts.tsx'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { readerOf } from '../shell/session.ts'
import { placeOf } from '../shell/subject.ts'
import type { Matter } from './matter.ts'
import { matterOf } from './matters.ts'

const read = async (c: Context<Env>) => {
  const { deps, actor } = c.var
  const held = await readReply(deps, actor, idIn(c, 'reply'))
  const { subject, organizationId } = held
  const [matter, organization] = await Promise.all([
    // What it answered may be gone, or nothing that can be answered.
    subject && matterOf(subject)?.open(c, subject).catch(orNone),
    organizationId && findOrganization(deps.store, organizationId),
    actor.kind === 'person' && noteAudit(deps, actor, { outcome: 'read', what: 'reply.list' }),
  ])
  return { held, matter: matter || undefined, organization: organization || undefined }
}
type Seen = Awaited<ReturnType<typeof read>> & { readonly reader: Reader }

/** What is known of a mail besides its text. */
const Facts = ({ held, matter, organization, reader }: Seen) => {
  const { t } = reader.words
  const doubts = [
    !held.verified && t('inbox.unverified'),
    held.suspicious && t('inbox.suspicious'),
    held.kind !== 'answer' && t(`inbox.kind.${held.kind}`),
    held.because && t(`inbox.because.${held.because}`),
  ].filter(Boolean)
  return (
    <>
      {doubts.length > 0 && (
        <ul class="notice">
          {doubts.map((doubt) => (
            <li>{doubt}</li>
          ))}
        </ul>
      )}
      <dl>
        <dt>{t('console.when')}</dt>
        <dd>
          <When at={held.receivedAt} reader={reader} />
        </dd>
        <dt>{t('console.organization')}</dt>
        <dd>
          {organization ? (
            <a href={`/console/roster/${organization.id}`}>
              <bdi>{organization.name}</bdi>
            </a>
          ) : (
            t('inbox.unknown')
          )}
        </dd>
        <dt>{t('console.about')}</dt>
        <dd>
          {matter && held.subject ? (
            <a href={placeOf(held.subject)} dir="auto">
              {matter.title}
            </a>
          ) : (
            t('console.nothing')
          )}
        </dd>
      </dl>
    </>
  )
}

const Versioned = ({ c, held }: { c: Context<Env>; held: Reply }) => (
  <>
    <Token c={c} />
    <input type="hidden" name="version" value={String(held.version)} />
  </>
)

const canAnswer = ({ kind, because, contactId }: Reply) =>
  kind !== 'bounce' && because !== 'compromised' && contactId !== undefined

const Record = ({ c, form, held, organization, matter, reader }: Seen & Acting & { matter: Matter }) => {
  const { t } = reader.words
  return (
    <form class="sheet" method="post" action={`/console/inbox/${held.id}/answer`}>
      <h2>{t('inbox.record')}</h2>
      <p class="hint">{t('inbox.record.hint')}</p>
      <Versioned c={c} held={held} />
      <matter.Fields form={form} reader={reader} relation={organization?.relation} />
      <p class="acts">
        <button type="submit">{t('inbox.record')}</button>
      </p>
    </form>
  )
}

interface Acting {
  readonly c: Context<Env>
  readonly form: Filled
}

const Close = ({ c, form, held, reader: { words } }: Seen & Acting) => {
  const { t } = words
  return (
    <form class="sheet" method="post" action={`/console/inbox/${held.id}/close`}>
      <h2>{t('inbox.close')}</h2>
      <Versioned c={c} held={held} />
      <Outcome form={form} words={words} remark={t('page.comment')} />
      <p class="acts">
        <button type="submit" class="quiet">
          {t('inbox.close')}
        </button>
      </p>
    </form>
  )
}

const show = async (c: Context<Env>, form: Filled, status: Status = 200) => {
  const [reader, found] = await Promise.all([readerOf(c), read(c)])
  const { held, matter } = found
  const seen = { ...found, reader, c, form }
  const { words } = reader
  const { t } = words
  const isMine = c.var.actor.kind === 'person' && c.var.actor.contactId === held.assignee
  return consolePage(
    c,
    { title: t('console.inbox'), status },
    <>
      <p>
        <a href="/console/inbox">{t('console.inbox')}</a>
      </p>
      <h1>{t('inbox.mail')}</h1>
      <Done said={c.req.query('done')} words={words} />
      <Refusal form={form} words={words} />
      <section class="sheet">
        <Facts {...seen} />
        <p class="text" dir="auto">
          {held.text}
        </p>
      </section>
      {held.closure && (
        <p class="notice">
          {t(held.closure.outcome === 'answered' ? 'inbox.answered' : `console.task.${held.closure.outcome}`)}{' '}
          <When at={held.closure.at} reader={reader} /> <bdi>{held.closure.remark}</bdi>
        </p>
      )}
      {held.status === 'held' && (
        <>
          {held.assignee && <p>{t(isMine ? 'console.task.yours' : 'console.task.taken')}</p>}
          {!isMine && (
            <form method="post" action={`/console/inbox/${held.id}/take`}>
              <Versioned c={c} held={held} />
              <button type="submit" class="quiet">
                {t('console.task.take')}
              </button>
            </form>
          )}
          {matter && canAnswer(held) && <Record {...seen} matter={matter} />}
          <Close {...seen} />
        </>
      )}
    </>,
  )
}

export const replyPage = (c: Context<Env>) => show(c, filledWith({ delegates: ['1'] }))

export const takenByForm = posted((c) => ({
  act: async (typed) => {
    const { actor, deps } = c.var
    const contactId = actor.kind === 'person' ? actor.contactId : null
    const { id } = await assignReply(deps, actor, {
      id: idIn(c, 'reply'),
      version: versionIn(typed),
      contactId,
    })
    return `/console/inbox/${id}?done=saved`
  },
  again: (form, status) => show(c, form, status),
}))

export const answerFromMail = posted((c) => ({
  act: async (typed) => {
    const { subject, id } = await readReply(c.var.deps, c.var.actor, idIn(c, 'reply'))
    const kind = subject && matterOf(subject)
    if (!kind) throw noAnswer()
    await kind.byMail(c.var.deps, c.var.actor, { id, version: versionIn(typed) }, typed)
    return '/console/inbox?done=saved'
  },
  again: (form, status) => show(c, form, status),
}))

export const closedByForm = posted((c) => ({
  act: async (typed) => {
    const given = { outcome: givenIn(typed, 'outcome'), remark: givenIn(typed, 'remark') }
    const closure = parsed(replyClosure, filled(given))
    await closeReply(c.var.deps, c.var.actor, { id: idIn(c, 'reply'), version: versionIn(typed), closure })
    return '/console/inbox?done=saved'
  },
  again: (form, status) => show(c, form, status),
}))
