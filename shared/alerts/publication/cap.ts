import type { Config } from '../../config.ts'
import { type Phrases, wordsFor } from '../../rendering/catalogue.ts'
import { lines, oneLine } from '../../rendering/clean.ts'
import { countryName } from '../../rendering/language.ts'
import { document, element, type Xml } from '../../rendering/xml.ts'
import type { Level } from '../../situations/vocabulary.ts'
import type { Issue } from '../issue.ts'
import { type Message, messagesOf } from './messages.ts'
import type { PublicAlert } from './schema.ts'

export const capType = 'application/cap+xml'

export const capUrl = ({ publicUrl }: Pick<Config, 'publicUrl'>, id: string) =>
  `${publicUrl}/alerts/${id}/cap.xml`

/** CAP's own form of a date and time: no fraction, and UTC written as `-00:00`. */
export const capTime = (instant: string | number) => `${new Date(instant).toISOString().slice(0, 19)}-00:00`

const responses: Readonly<Record<Level, string>> = {
  watch: 'Monitor',
  warning: 'Prepare',
  emergency: 'Execute',
}

const responseTo = ({ level, messageType, cancelReason }: PublicAlert['content']) => {
  if (messageType !== 'cancel') return responses[level]
  return cancelReason === 'danger-passed' ? 'AllClear' : 'None'
}

const named = (name: string, valueName: string, value: string | number | undefined) =>
  value === undefined
    ? undefined
    : element(name, [element('valueName', valueName), element('value', String(value))])

const parametersOf = ({ content, issues }: PublicAlert) => {
  const { level, levelDefinition, stages, crimes, recommendations, cancelReason, messageType } = content
  const advice = messageType === 'cancel' ? [] : recommendations
  return [
    named('parameter', 'level', level),
    named('parameter', 'levelDefinition', levelDefinition),
    ...stages.map((stage) => named('parameter', 'stage', stage)),
    ...crimes.map((crime) => named('parameter', 'crime', crime)),
    ...(issues.at(-1)!.issuers ?? []).map(({ name }) => named('parameter', 'issuedBy', oneLine(name))),
    ...advice.map(({ addressee, action }) =>
      named('parameter', 'recommendation', `${addressee}: ${lines(action)}`),
    ),
    named('parameter', 'cancellation', messageType === 'cancel' ? cancelReason : undefined),
  ]
}

const areasOf = ({ countries }: Issue, language: string) =>
  countries.map((code) =>
    element('area', [element('areaDesc', countryName(code, language)), named('geocode', 'ISO 3166-1', code)]),
  )

const eventOf = ({ level }: PublicAlert['content'], { t }: Phrases) =>
  t('fact', { label: t('cap.event'), value: t(`level.${level}`) })

type Text = PublicAlert['content']['texts'][number]

const infoOf = (alert: PublicAlert, text: Text, { alliance, publicUrl }: Config) => {
  const { id, content, issues } = alert
  // A message that ends an alert may come after the alert itself has expired.
  const expires = Math.max(Date.parse(content.expiresAt), Date.parse(messagesOf(alert).at(-1)!.sent))
  return element('info', [
    element('language', text.language),
    element('category', 'Security'),
    element('event', eventOf(content, wordsFor([text.language]))),
    element('responseType', responseTo(content)),
    element('urgency', content.urgency),
    element('severity', content.severity),
    element('certainty', content.certainty),
    element('expires', capTime(expires)),
    element('senderName', alliance),
    element('headline', oneLine(text.headline)),
    element('description', lines(text.description)),
    element('instruction', text.instruction && lines(text.instruction)),
    element('web', `${publicUrl}/alerts/${id}`),
    ...parametersOf(alert),
    ...areasOf(issues.at(-1)!, text.language),
  ])
}

/** What the public never got cannot be updated or cancelled for it. */
const typeOf = ({ messageType }: PublicAlert['content'], earlier: readonly Message[]) => {
  if (earlier.length === 0) return 'Alert'
  return messageType === 'cancel' ? 'Cancel' : 'Update'
}

const noteOf = ({ messageType, cancelReason }: PublicAlert['content']): Xml | undefined =>
  messageType === 'cancel'
    ? element('note', wordsFor(['en']).t(`alert.lead.${cancelReason ?? 'superseded'}`))
    : undefined

/**
 * The issued revision of a public alert as a message of the Common Alerting Protocol 1.2 (OASIS): one `info` for
 * each language, and every earlier public message among the references.
 */
export const capOf = (alert: PublicAlert, config: Config): string => {
  const messages = messagesOf(alert)
  const earlier = messages.slice(0, -1)
  const last = messages.at(-1)!
  const sender = `alerts@${config.mail.domain}`
  const references = earlier.map(({ identifier, sent }) => `${sender},${identifier},${capTime(sent)}`)
  return document(
    element(
      'alert',
      [
        element('identifier', last.identifier),
        element('sender', sender),
        element('sent', capTime(last.sent)),
        element('status', 'Actual'),
        element('msgType', typeOf(alert.content, earlier)),
        element('scope', 'Public'),
        noteOf(alert.content),
        element('references', references.join(' ')),
        ...alert.content.texts.map((text) => infoOf(alert, text, config)),
      ],
      { xmlns: 'urn:oasis:names:tc:emergency:cap:1.2' },
    ),
  )
}
