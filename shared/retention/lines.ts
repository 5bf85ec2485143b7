import type { Part } from './schema.ts'

interface Line {
  /** Kinds of rows, as `takeout/kinds.ts` calls them. */
  readonly kinds: readonly string[]
  readonly from: string
  readonly goes: string
}

/** What each part of the setting removes, and from when its days are counted. */
export const removedAfter: Readonly<Record<Part, Line>> = {
  replies: {
    kinds: ['reply'],
    from: 'a person dealt with it',
    goes: 'the mail that came back, whole, from every list',
  },
  fieldReports: {
    kinds: ['field report'],
    from: 'it was decided',
    goes: "the report, whole; what became of it, in a coordinator's own words, stays",
  },
  tasks: { kinds: ['task'], from: 'it was closed', goes: 'the task with its remark' },
  applications: {
    kinds: ['application'],
    from: 'it was decided; where nobody has, it came',
    goes: 'who asked to join, what they wrote and why they were declined, with the task that waits for an answer',
  },
  answers: {
    kinds: ['answer to a meeting', 'answer to a poll'],
    from: 'the end; of a series, the last',
    goes: "comments, delegates' names, who said it on the phone; that somebody answered, and how, stays",
  },
  mails: {
    kinds: [
      'notification',
      'content of a notification',
      'totals of a chunk',
      'gate of a notification',
      'halt of a notification',
      'seal of a manifest',
      'chunk of a manifest',
      'delivery',
    ],
    from: 'it was announced',
    goes: 'notices, reminders, minutes as they were mailed, sign-ins and invitations to coalitions: what they said, whom they told, what became of each',
  },
  audit: { kinds: ['note of a refusal or an export'], from: 'it was noted', goes: 'the note' },
}

/** What no setting ever removes, and why: each kind of row that is kept stands in one of these, or a test is red. */
export const keptBecause: readonly { readonly kinds: readonly string[]; readonly because: string }[] = [
  {
    kinds: ['event'],
    because:
      'History holds ids and counts, no names and no texts. It is the evidence of who decided what, retention itself finds old mails by it, and no function may remove any of it.',
  },
  {
    kinds: ['evidence', 'what opens evidence', 'public key of evidence'],
    because:
      'Entries, digests, signatures and what opens them stay; what names one person goes by an erasure.',
  },
  {
    kinds: [
      'organization',
      'grant',
      'tally of grants',
      'settings',
      'hub',
      'subscription to posts',
      'watcher of a case',
    ],
    because:
      'What holds now is as old as it may be. Whoever does not want to be written to, must not be written to again because it was long ago.',
  },
  {
    kinds: ['endpoint', 'endpoints of a contact'],
    because: 'It stands until its owner removes it; what was tried there leaves by itself.',
  },
  {
    kinds: [
      ...['situation', 'level of a situation', 'entry of a timeline', 'proposal of a forecast', 'assessment'],
      ...['post', 'content of a post', 'item of the library', 'news of a hub', 'attachment'],
      ...['case', 'stage of a case', 'hearing'],
      ...['coalition', 'participation', 'objection', 'office', 'briefing', 'campaign'],
      ...['support of a campaign', 'letter', 'fixed text of a letter', 'signature', 'letters of a week'],
      ...['line of a thread', 'meeting', 'counters of a meeting', 'meeting of a series', 'place in a queue'],
      ...['proxies', 'attendance', 'minutes', 'decision', 'what a meeting told', 'poll', 'what a poll told'],
      ...['alert', 'revision', 'translation', 'answer to an alert', 'comment on a draft'],
      ...['consent of a co-issuer', 'escalation', 'pursuit of an answer', 'public alert'],
      ...['whom an expiring alert was shown', 'reference', 'incoming alert', 'recommendation'],
    ],
    because: 'What the alliance has said, heard and decided is its own.',
  },
  {
    kinds: [
      ...['watermark of feedback', 'when contacts were asked', 'what retention has come to'],
      ...['stamp of a feed', 'generation of a person', 'mark of an import'],
    ],
    because: 'It says how far something has come, one row each, and names nobody.',
  },
]
