import type { Item } from '../storage/store.ts'
import type { TableName } from '../storage/tables.ts'
import { copies, leave, type RowKind, stay } from './kind.ts'

const waysIn = 'A way in. People sign in anew, programs get new tokens.'
const ofTheMoment = 'Counts what happens at this moment on this installation.'
const ofTheMailer = 'Belongs to the mail account of this installation.'
const endpoint =
  'The address of an endpoint is often a secret itself, and without its signing secret it would be posted to unsigned. Owners set theirs up anew.'

/**
 * Every kind of row there is, whether it leaves with an export, and how long it stays. A key that no kind fits fails
 * an export as it fails the tests: nothing leaves, and nothing is left behind, because nobody thought of it.
 */
export const rowKinds: readonly RowKind[] = [
  ...leave('members', [
    ['organization', 'org_*', 'organization'],
    ['name', 'name#*', 'name', 'follows'],
    ['address', 'address#*', 'address', 'follows'],
    ['grant', 'grants', 'grant#*'],
    ['tally of grants', 'grants', 'tally'],
    ['motion', 'motions', '*', 'due'],
    ['settings', 'settings', 'settings'],
    ['application', 'apl_*', 'application', 'chosen'],
  ]),
  ...copies('members', 'organization in a list', [
    'relation#*',
    'class#*',
    'country#*',
    'status#*',
    'public#*',
  ]),
  ...copies('members', 'application in a list', ['applications#*']),
  ...stay(
    'members',
    'What proves a person, sealed or hashed for this installation. Everybody registers anew.',
    [
      ['second factors', 'factors#*', 'factors', 'follows'],
      ['owner of a passkey', 'passkey#*', 'passkey', 'follows'],
    ],
  ),

  ...leave('situations', [
    ['situation', 'sit_*', 'situation'],
    ['level of a situation', 'sit_*', 'level#*'],
    ['entry of a timeline', 'sit_*', 'timeline#*'],
    ['proposal of a forecast', 'proposals', '*'],
    ['assessment', 'asm_*', 'assessment'],
    ['post', 'pst_*', 'post'],
    ['content of a post', 'pst_*', 'content'],
    ['item of the library', 'lib_*', 'library item'],
    ['news of a hub', 'nws_*', 'news of a hub'],
    ['attachment', 'att_*', 'attachment'],
    ['subscription to posts', 'con_*', 'post subscription'],
    ['case', 'cas_*', 'case'],
    ['stage of a case', 'cas_*', 'stage#*'],
    ['watcher of a case', 'cas_*', 'watcher#*'],
    ['hearing', 'hrg_*', 'hearing'],
  ]),
  ...copies('situations', 'situation in a list', ['situations', 'level#*', 'country#*']),
  ...copies('situations', 'assessment in a list', ['assessments#*']),
  ...copies('situations', 'post in a list', ['posts#*']),
  ...copies('situations', 'reader of posts in a list', ['posts-readers#*']),
  ...copies('situations', 'news of a hub in a list', ['incoming-news#*']),
  ...copies('situations', 'attachment in a list', ['attachments#*']),
  ...copies('situations', 'item of the library in a list', ['library', 'library#*']),
  ...copies('situations', 'case in a list', ['cases#*']),
  ...copies('situations', 'hearing in a list', ['hearings', 'hearings#*']),

  ...leave('coalitions', [
    ['coalition', 'coa_*', 'coalition'],
    ['participation', 'coa_*', 'organization#*'],
    ['objection', 'coa_*', 'objection#*'],
    ['office', 'off_*', 'office'],
    ['briefing', 'brf_*', 'briefing'],
    ['campaign', 'cmp_*', 'campaign'],
    ['support of a campaign', 'cmp_*', 'support#*'],
    ['letter', 'ltr_*', 'letter'],
    ['fixed text of a letter', 'ltr_*', 'fixed'],
    ['signature', 'ltr_*', 'signature#*'],
    ['letters of a week', 'letters-to#*', 'week#*'],
    ['line of a thread', 'thread#*', '*'],
  ]),
  ...copies('coalitions', 'coalition in a list', ['coalitions', 'coalitions#*', 'situation#*']),
  ...copies('coalitions', 'participation in a list', ['organization#*']),
  ...copies('coalitions', 'office in a list', ['offices', 'offices#*']),
  ...copies('coalitions', 'briefing in a list', ['briefings#*']),
  ...copies('coalitions', 'campaign in a list', ['campaigns', 'campaigns#*']),
  ...copies('coalitions', 'letter in a list', ['letters', 'letters#*']),

  ...leave('meetings', [
    ['meeting', 'mtg_*', 'meeting'],
    ['answer to a meeting', 'mtg_*', 'rsvp#*', 'words'],
    ['counters of a meeting', 'mtg_*', 'counter'],
    ['meeting of a series', 'mtg_*', 'occurrence#*'],
    ['place in a queue', 'mtg_*', 'queue#*'],
    ['proxies', 'mtg_*', 'proxies'],
    ['attendance', 'mtg_*', 'attendance'],
    ['minutes', 'mtg_*', 'minutes'],
    ['decision', 'mtg_*', 'decision#*'],
    ['what a meeting told', 'mtg_*', 'told#*'],
    ['poll', 'pol_*', 'poll'],
    ['answer to a poll', 'pol_*', 'answer#*', 'words'],
    ['what a poll told', 'pol_*', 'told#*'],
  ]),
  ...copies('meetings', 'meeting in a list', ['meetings', 'coalition#*', 'organization#*']),
  ...copies('meetings', 'poll in a list', ['polls', 'polls#*']),
  ...copies('meetings', 'decision in a list', ['decisions#*']),

  ...leave('alerts', [
    ['alert', 'alt_*', 'alert'],
    ['revision', 'alt_*', 'revision#*'],
    ['translation', 'alt_*', 'translation#*'],
    ['answer to an alert', 'alt_*', 'answer#*'],
    ['comment on a draft', 'alt_*', 'comment#*'],
    ['consent of a co-issuer', 'alt_*', 'consent#*'],
    ['escalation', 'alt_*', 'escalation'],
    ['pursuit of an answer', 'alt_*', 'pursuit#*'],
    ['public alert', 'alt_*', 'public'],
    ['whom an expiring alert was shown', 'alt_*', 'asked#*'],
    ['reference', 'reference#*', 'reference'],
    ['incoming alert', 'inc_*', 'incoming alert'],
    ['field report', 'frp_*', 'field report', 'chosen'],
    ['recommendation', 'rec_*', 'recommendation'],
  ]),
  ...copies('alerts', 'current public alert', ['current', 'feed'], 'expires'),
  ...copies('alerts', 'alert in a list', ['all', 'state#*', 'situation#*', 'organization#*']),
  ...copies('alerts', 'incoming alert in a list', ['incoming#*']),
  ...copies('alerts', 'field report in a list', ['field-reports#*']),
  ...copies('alerts', 'recommendation in a list', ['recommendations#*', 'recommendations-of-alerts#*']),

  ...stay('events', 'A tick of the clock is no history.', [['tick', '*', '*', 'ticks']]),
  ...leave('events', [['event', '*', '*']]),

  ...leave('deliveries', [
    ['notification', 'ntf_*', 'notification', 'mails'],
    ['content of a notification', 'ntf_*', 'content', 'mails'],
    ['totals of a chunk', 'ntf_*', 'chunk#*', 'mails'],
    ['gate of a notification', 'ntf_*', 'gate', 'mails'],
    ['halt of a notification', 'ntf_*', 'halt*', 'mails'],
    ['seal of a manifest', 'ntf_*', 'seal', 'mails'],
    ['chunk of a manifest', 'ntf_*#*', 'manifest', 'mails'],
    ['delivery', 'ntf_*#*', 'con_*', 'mails'],
    ['evidence', 'evidence#*', '*'],
    ['what opens evidence', 'evidence-secrets#*', '*'],
    ['public key of evidence', 'evidence-keys', '*'],
    ['reply', 'rpl_*', 'reply', 'chosen'],
    ['what waits for a digest', 'digest#*', '*', 'due'],
  ]),
  ...copies('deliveries', 'notification in a list', ['subject#*']),
  ...copies('deliveries', 'reply in a list', ['inbox#*', 'replies#*']),
  ...stay('deliveries', ofTheMailer, [
    ['rate of mails', 'rate', '*', 'minutes'],
    ['probe', 'probe', '*', 'minutes'],
    ['watermark of feedback', 'feedback', 'watermark'],
  ]),

  ...leave('agenda', [
    ['what is due', 'due#*', '*', 'due'],
    ['round of confirmations', 'confirmation', 'round', 'due'],
    ['when contacts were asked', 'asked#*', 'asked'],
    ['task', 'tsk_*', 'task', 'chosen'],
    ['what retention has come to', 'retention', 'progress'],
    ['what a round of retention has removed', 'retention', 'removed', 'due'],
    ['what retention waits for', 'retention#*', '*', 'due'],
  ]),
  ...copies('agenda', 'task in a list', ['tasks#*']),

  ...leave('integrations', [
    ['hub', 'hub_*', 'hub'],
    ['stamp of a feed', 'feed#*', 'stamp'],
  ]),
  ...copies('integrations', 'hub in a list', ['hubs']),
  ...stay('integrations', 'A secret shared with a hub, sealed for this installation. Hubs get new ones.', [
    ['secret of a hub', 'hub_*', 'secrets', 'follows'],
  ]),
  ...stay('integrations', waysIn, [
    ['session or token', 'credential#*', 'credential', 'expires'],
    ['generation of a person', 'person#*', 'generation'],
    ['what a person holds', 'person#*', '*', 'expires'],
    ['sign-in', 'sign-in#*', '*', 'minutes'],
    ['newest sign-in of an address', 'sign-in-of#*', '*', 'minutes'],
    ['calendar feed', 'calendar-feed#*', 'calendar-feed', 'follows'],
    ['calendar feeds of a contact', 'calendar-feeds#*', 'calendar-feeds', 'follows'],
    ['challenge to a passkey', 'challenge#*', 'challenge', 'minutes'],
    ['permission to export', 'exports', '*', 'expires'],
  ]),
  ...stay('integrations', endpoint, [
    ['attempt that is claimed', 'whk_*', 'claim#*', 'month'],
    ['endpoint', 'whk_*', '*'],
    ['endpoint in a list', 'webhooks-of#*', '*', 'follows'],
    ['endpoint by type', 'webhooks-on#*', '*', 'follows'],
    ['endpoints of a contact', 'webhooks-by#*', 'count'],
    ['attempt', 'attempts#*', '*', 'month'],
  ]),
  ...stay('integrations', ofTheMoment, [
    ['limit', 'limit#*', 'limit', 'minutes'],
    ['idempotency key', 'idempotency#*', 'idempotency', 'minutes'],
    ['mark of an import', 'import', 'import'],
  ]),

  ...leave('audit', [['note of a refusal or an export', '*', '*', 'year']]),
]

const matcher = (pattern: string) => {
  const literal = pattern.split('*').map((part) => part.replace(/[.#-]/g, '\\$&'))
  return new RegExp(`^${literal.join('.*')}$`, 's')
}

const matchers = Map.groupBy(
  rowKinds.map((kind) => ({ kind, pk: matcher(kind.pk), sk: matcher(kind.sk) })),
  ({ kind }) => kind.table,
)

/** Of events, the clock's ticks alone expire. */
const fits = ({ life, table }: RowKind, item: Item) =>
  table !== 'events' || life !== 'ticks' || item['expiresAt'] !== undefined

/** What kind of row this is, or nothing where no kind fits. */
export const kindOf = (table: TableName, item: Item): RowKind | undefined => {
  const [pk, sk] = [String(item['pk']), String(item['sk'])]
  return matchers
    .get(table)
    ?.find(({ kind, ...each }) => each.pk.test(pk) && each.sk.test(sk) && fits(kind, item))?.kind
}
