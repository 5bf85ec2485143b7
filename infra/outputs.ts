/**
 * What the stack of an installation says of itself, by which the commands in `operations/` find it: each output's
 * name, made in one place for the one who writes it and the one who reads it.
 */
const pascal = (name: string) =>
  name.replaceAll(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase())

export const outputs = {
  table: (name: string) => `Table${pascal(name)}`,
  queue: (name: string) => `Queue${pascal(name)}`,
  /** Of a queue, or of a stream or the mail received, which have no queue of their own. */
  deadLetters: (source: string) => `DeadLetters${pascal(source)}`,
  function: (name: string) => `Function${pascal(name)}`,
  signingKeys: 'SigningKeysArn',
  configurationSet: 'ConfigurationSetName',
  mailDomain: 'MailDomainName',
  feedbackRule: 'FeedbackRuleName',
  receiptRuleSet: 'ReceiptRuleSet',
  alarmTopic: 'AlarmTopic',
  publicUrl: 'PublicUrl',
} as const

/** The sources whose dead letters are not a queue's: what they held comes again by itself, or not at all. */
export const buriedSources = ['events-stream', 'mail-replies'] as const
