import type { QueueName } from './topology.ts'

/** How long the oldest message may wait, in seconds, and what people miss when it waits longer. */
export const waiting: Readonly<Record<QueueName, { readonly atMost: number; readonly means: string }>> = {
  expansion: {
    atMost: 600,
    means: 'A long list of recipients is still being written, and those at its end have heard nothing.',
  },
  'mail-urgent': {
    atMost: 300,
    means: 'Emergencies, corrections or sign-in codes have waited five minutes, and people act without them.',
  },
  mail: {
    atMost: 3600,
    means: 'Mails have waited for an hour, and recipients may learn of an alert or a meeting too late.',
  },
  webhooks: {
    atMost: 3600,
    means: 'Partners who listen by webhook are an hour behind what has happened.',
  },
  'mail-events': {
    atMost: 900,
    means:
      'Coordinators see delivery states that are a quarter of an hour old, and doubtful mails wait unsent.',
  },
}
