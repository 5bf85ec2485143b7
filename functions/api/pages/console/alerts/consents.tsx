import type { Context } from 'hono'
import { may } from '../../../../../shared/access/permit.ts'
import { askForConsent } from '../../../../../shared/alerts/issuers/ask.ts'
import { consentFor } from '../../../../../shared/alerts/issuers/consent.ts'
import { readConsents } from '../../../../../shared/alerts/issuers/read.ts'
import { consentInput } from '../../../../../shared/alerts/issuers/schema.ts'
import { readAlert } from '../../../../../shared/alerts/read.ts'
import { DomainError } from '../../../../../shared/errors.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { Refusal } from '../shell/fields.tsx'
import { type Filled, filledWith, parsed, valueIn, versionIn } from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { Done, Listed, When } from '../shell/parts.tsx'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { readerOf } from '../shell/session.ts'
import { Turn } from '../shell/turn.tsx'
import { headlineOf } from './line.tsx'

type Consents = Awaited<ReturnType<typeof readConsents>>

interface Line {
  readonly c: Context<Env>
  readonly item: Consents['items'][number]
  readonly found: Consents
  readonly reader: Reader
}

/** Whether what an organization has said by other ways may be noted: never by whoever wrote the text. */
const mayNote = ({ c, item, found: { alert } }: Line) => {
  const { actor } = c.var
  const isOpen = alert.state === 'draft' && item.isAsked
  const { organizationId } = item
  if (!isOpen || actor.kind !== 'person' || !may(actor, 'alert.consent', { organizationId })) return false
  return actor.organizationId === organizationId || !alert.touchedBy.includes(actor.contactId)
}

/** One of those who are to stand by it: what they have said to this very text. */
const ConsentLine = (line: Line) => {
  const { c, item, found, reader } = line
  const { t } = reader.words
  const state = item.answer ?? (item.isAsked ? 'asked' : 'unasked')
  const note = (answer: 'given' | 'refused') => (
    <Turn
      c={c}
      action={`/console/alerts/${found.alert.id}/consents/${item.organizationId}`}
      words={t(`console.consent.note.${answer}`)}
      look="quiet"
      carries={{ answer, digest: found.digest }}
    />
  )
  return (
    <>
      <bdi>{item.name}</bdi> · {t(`console.consent.${state}`)}{' '}
      {item.at && <When at={item.at} reader={reader} />}
      {mayNote(line) && (
        <div class="acts">
          {item.answer !== 'given' && note('given')}
          {item.answer !== 'refused' && note('refused')}
        </div>
      )}
    </>
  )
}

/** What was said; where what is named cannot be named any more, why. */
const consentsOrWhy = async (c: Context<Env>) => {
  const { deps, actor } = c.var
  const id = idIn(c, 'alert')
  try {
    return { found: await readConsents(deps, actor, id) }
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'invalid') throw error
    return { found: { alert: await readAlert(deps, actor, id), items: [], digest: '' }, refusal: error }
  }
}

const show = async (c: Context<Env>, form: Filled, status: Status = 200) => {
  const { deps, actor } = c.var
  const [reader, { found, refusal }] = await Promise.all([readerOf(c), consentsOrWhy(c)])
  const { alert, items } = found
  const { words } = reader
  const { t } = words
  const { headline, language } = headlineOf(alert, reader)
  const asks =
    alert.state === 'draft' && may(actor, 'alert.ask-consent') && items.some(({ answer }) => !answer)
  return consolePage(
    c,
    { title: t('consent.title'), here: '/console/alerts', status },
    <>
      <p>
        <a href={`/console/alerts/${alert.id}`} lang={language} dir="auto">
          {headline}
        </a>
      </p>
      <h1>{t('consent.title')}</h1>
      <Done said={c.req.query('done')} words={words} />
      <Refusal form={refusal ? { typed: {}, faults: refusal.faults, refusal } : form} words={words} />
      <p>{t('console.consent.hint')}</p>
      {!refusal && (
        <Listed
          title={t('alert.issued-by')}
          items={items.map((item) => <ConsentLine c={c} item={item} found={found} reader={reader} />)}
          empty={t('alert.issued-by.coordinators', { alliance: deps.config.alliance })}
          more={
            asks && (
              <Turn
                c={c}
                action={`/console/alerts/${alert.id}/consents`}
                words={t('console.consent.ask')}
                carries={{ version: alert.version }}
              />
            )
          }
        />
      )}
    </>,
  )
}

/** In whose name a draft is to go out, and who of them has agreed to it as it stands. */
export const consentsPage = (c: Context<Env>) => show(c, filledWith({}))

const consentsOf = (c: Context<Env>) => `/console/alerts/${idIn(c, 'alert')}/consents?done=saved`

export const consentsAsked = posted((c) => ({
  act: async (typed) => {
    await askForConsent(c.var.deps, c.var.actor, { id: idIn(c, 'alert'), version: versionIn(typed) })
    return consentsOf(c)
  },
  again: (form, status) => show(c, form, status),
}))

export const consentNoted = posted((c) => ({
  act: async (typed) => {
    const consent = parsed(consentInput, {
      answer: valueIn(typed, 'answer'),
      digest: valueIn(typed, 'digest'),
    })
    const organizationId = idIn(c, 'organization', 'organizationId')
    await consentFor(c.var.deps, c.var.actor, { alertId: idIn(c, 'alert'), organizationId, consent })
    return consentsOf(c)
  },
  again: (form, status) => show(c, form, status),
}))
