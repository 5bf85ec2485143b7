import { createApp } from '../../functions/api/app.ts'
import { createHandler as clock } from '../../functions/clock/handler.ts'
import { createHandler as fanOut } from '../../functions/fan-out/handler.ts'
import { createHandler as mailFeedback } from '../../functions/mail-feedback/handler.ts'
import { createHandler as mailReplies } from '../../functions/mail-replies/handler.ts'
import { createHandler as mailer } from '../../functions/mailer/handler.ts'
import { createHandler as webhookSender } from '../../functions/webhook-sender/handler.ts'
import type { Plan } from './runtime.ts'

/** Every function as it runs on AWS. */
export const program: Pick<Plan, 'handlers' | 'app'> = {
  handlers: {
    clock,
    'fan-out': fanOut,
    mailer,
    'mail-feedback': mailFeedback,
    'mail-replies': mailReplies,
    'webhook-sender': webhookSender,
  },
  app: createApp,
}
