import type { Context } from 'hono'
import { mayOnceProved } from '../../../../../shared/access/permit.ts'
import { DomainError } from '../../../../../shared/errors.ts'
import {
  declineApplication,
  inviteApplicant,
  readApplication,
} from '../../../../../shared/organizations/applications/decide.ts'
import { type Application, refusalInput } from '../../../../../shared/organizations/applications/schema.ts'
import { countryName, languageName, listOf } from '../../../../../shared/rendering/language.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { Refusal } from '../shell/fields.tsx'
import { type Filled, filledWith, type Typed, versionIn } from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { Done, When } from '../shell/parts.tsx'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { isSaid, Reason, saidIn } from '../shell/reason.tsx'
import { readerOf } from '../shell/session.ts'
import { Grave, Turn } from '../shell/turn.tsx'

/** What they wrote. Their web address is no link: following it would tell them who looks, and from where. */
const Written = ({ of, reader: { words } }: { of: Application; reader: Reader }) => {
  const { t, language } = words
  const languages = of.languages.map((code) => languageName(code, language))
  return (
    <dl>
      <dt>{t('console.classes')}</dt>
      <dd>{t(`class.${of.class}`)}</dd>
      <dt>{t('console.country')}</dt>
      <dd>{countryName(of.country, language)}</dd>
      <dt>{t('console.address')}</dt>
      <dd>
        <bdi>{of.email}</bdi>
      </dd>
      {of.contact && <dt>{t('join.contact')}</dt>}
      {of.contact && <dd dir="auto">{of.contact}</dd>}
      {of.website && <dt>{t('join.website')}</dt>}
      {of.website && (
        <dd>
          <bdi>{of.website}</bdi>
        </dd>
      )}
      <dt>{t('page.language')}</dt>
      <dd>{listOf(languages, language)}</dd>
      <dt>{t('join.message')}</dt>
      <dd class="text" dir="auto">
        {of.message}
      </dd>
    </dl>
  )
}

const Decision = ({
  of: { status, decision, organizationId },
  reader,
}: {
  of: Application
  reader: Reader
}) =>
  decision ? (
    <div class="notice">
      <p>
        {reader.words.t(`console.application.${status}`)} · <When at={decision.at} reader={reader} />
      </p>
      {decision.reason && (
        <p class="text" dir="auto">
          {decision.reason}
        </p>
      )}
      {organizationId && (
        <p>
          <a href={`/console/roster/${organizationId}`}>{reader.words.t('console.organization')}</a>
        </p>
      )}
    </div>
  ) : null

interface Deciding {
  readonly c: Context<Env>
  readonly of: Application
  readonly form: Filled
  readonly reader: Reader
}

const Decide = ({ c, of, form, reader: { words } }: Deciding) => {
  const { t } = words
  const path = `/console/applications/${of.id}`
  const carries = { version: of.version }
  return (
    <section class="sheet">
      <p>
        <a href={`/console/roster?${new URLSearchParams({ name: of.name })}`}>
          {t('console.application.known')}
        </a>
      </p>
      {mayOnceProved(c.var.actor, 'application.invite') && (
        <Turn c={c} action={`${path}/invitation`} words={t('console.invite')} carries={carries}>
          <p>{t('console.invite.hint')}</p>
        </Turn>
      )}
      <Grave
        c={c}
        action={`${path}/refusal`}
        words={t('console.do-not-invite')}
        carries={carries}
        look="quiet"
        follows={t('console.do-not-invite.hint')}
        open={isSaid(form, 'refusal')}
      >
        <Reason step="refusal" form={form} words={words} />
      </Grave>
    </section>
  )
}

const show = async (c: Context<Env>, form: Filled, status: Status = 200) => {
  const [reader, of] = await Promise.all([
    readerOf(c),
    readApplication(c.var.deps, c.var.actor, idIn(c, 'application')),
  ])
  const { words } = reader
  const { t } = words
  return consolePage(
    c,
    { title: of.name, here: '/console/roster', status },
    <>
      <p>
        <a href="/console/applications">{t('console.applications')}</a>
      </p>
      <h1 dir="auto">{of.name}</h1>
      <p class="soft">
        <When at={of.createdAt} reader={reader} />
      </p>
      <Done said={c.req.query('done')} words={words} />
      <Refusal form={form} words={words} />
      <Decision of={of} reader={reader} />
      <section class="sheet">
        <Written of={of} reader={reader} />
      </section>
      {of.status === 'held' && <Decide c={c} of={of} form={form} reader={reader} />}
    </>,
  )
}

export const applicationPage = (c: Context<Env>) => show(c, filledWith({}))

type Named = { readonly id: Application['id']; readonly version: number }
type Take = (c: Context<Env>, named: Named, typed: Typed) => Promise<Application>

const untrue: readonly string[] = ['conflict', 'stale']

/** What is so already is done: a form that was sent twice leads to the same page. */
const decided = (to: Application['status'], take: Take) =>
  posted((c) => ({
    act: async (typed) => {
      const id = idIn(c, 'application')
      const after = await take(c, { id, version: versionIn(typed) }, typed).catch(async (error) => {
        if (!(error instanceof DomainError) || !untrue.includes(error.code)) throw error
        const now = await readApplication(c.var.deps, c.var.actor, id)
        if (now.status !== to) throw error
        return now
      })
      return after.organizationId
        ? `/console/roster/${after.organizationId}?done=invited`
        : `/console/applications/${id}?done=saved`
    },
    again: (form, status) => show(c, form, status),
  }))

export const invitationFromForm = decided('invited', (c, named) =>
  inviteApplicant(c.var.deps, c.var.actor, named),
)

export const refusalFromForm = decided('declined', (c, named, typed) =>
  declineApplication(c.var.deps, c.var.actor, { ...named, ...saidIn(typed, 'refusal', refusalInput) }),
)
