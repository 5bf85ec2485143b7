import * as z from 'zod'

export const alertContent = z.object({
  alertId: z.string(),
  revision: z.number(),
  /** What people say on the phone, as in `TOC-2026-0007-1`. */
  reference: z.string(),
  /** Of the revision; with the reference it proves that the alert is genuine. */
  digest: z.string().optional(),
  messageType: z.enum(['alert', 'update', 'cancel']),
  cancelReason: z.enum(['retracted', 'danger-passed', 'superseded']).optional(),
  /** Of an update: that the revision before was wrong. */
  correction: z.boolean().optional(),
  /** The same alert again to those who had no text in their language. */
  translation: z.boolean().optional(),
  /** The same alert again to those who have not answered. */
  reminder: z.boolean().optional(),
  /** To the next contact, because nobody answers or the one before does not read it. */
  asked: z.enum(['silence', 'unreached']).optional(),
  /** Whether nothing of the alert has reached any of those whom this mail is for. */
  first: z.boolean().optional(),
  level: z.enum(['watch', 'warning', 'emergency']),
  stages: z.array(z.number().int().min(1).max(10)),
  crimes: z.array(z.string()),
  situationTitle: z.string(),
  countries: z.array(z.string()),
  /** Through which it is told; not for readers. */
  coalitionIds: z.array(z.string()).optional(),
  texts: z
    .array(
      z.object({
        language: z.string(),
        headline: z.string(),
        description: z.string(),
        instruction: z.string().optional(),
        unknown: z.string().optional(),
        changes: z.string().optional(),
      }),
    )
    .min(1),
  /** What single classes are asked to do in the place of a text's instruction. */
  wordings: z
    .array(z.object({ class: z.string(), language: z.string(), instruction: z.string() }))
    .optional(),
  recommendations: z.array(z.object({ addressee: z.string(), action: z.string() })),
  /** References of the revisions that this one takes the place of. */
  replaces: z.array(z.string()).optional(),
  /** In whose name it is issued; the coordinators' where nobody is named. */
  issuers: z.array(z.string()).optional(),
  signatory: z.object({ name: z.string(), position: z.string().optional() }).optional(),
  followUp: z
    .object({ name: z.string(), phone: z.string().optional(), email: z.string().optional() })
    .optional(),
  basis: z
    .object({
      sources: z.array(z.string()),
      confidence: z.string(),
      references: z.array(z.object({ title: z.string(), url: z.string() })).optional(),
    })
    .optional(),
  handling: z.enum(['red', 'amber-strict', 'amber', 'green']).optional(),
  urgency: z.string(),
  severity: z.string(),
  certainty: z.string(),
  issuedAt: z.iso.datetime({ offset: true }),
  expiresAt: z.iso.datetime({ offset: true }),
  scope: z.enum(['restricted', 'public']),
  exercise: z.boolean(),
})
export type AlertContent = z.infer<typeof alertContent>

/** What each may answer to an alert, in the order it is offered. */
export const alertAnswers = {
  member: ['received', 'will-act', 'acting', 'cannot', 'disputes'],
  authority: ['received', 'passed-on', 'not-for-us'],
} as const

export type AlertAnswer = (typeof alertAnswers)[keyof typeof alertAnswers][number]

/** The word that the address begins with by which each is mailed; short, so that the address is not too long. */
export const answerWords = {
  received: 'ok',
  'will-act': 'will',
  acting: 'acting',
  cannot: 'cannot',
  disputes: 'doubt',
  'passed-on': 'passed',
  'not-for-us': 'other',
} as const satisfies Record<AlertAnswer, string>
