import { Duration } from 'aws-cdk-lib'
import { MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch'
import type { FunctionName } from '../../topology.ts'
import type { Ring } from './bell.ts'
import type { Words } from './words.ts'

interface ProgramAlarm extends Words {
  /** The name that the program gives the metric. */
  readonly metric: string
  readonly threshold: number
  readonly periods: number
}

/** What only the program itself can know. */
export const programAlarms: readonly ProgramAlarm[] = [
  {
    metric: 'LineStopped',
    threshold: 1,
    periods: 1,
    means: 'No mail leaves at all and nobody is being warned: SES is paused, or refuses us as a sender.',
    act: 'Look at the SES account dashboard, the identity and the configuration set; nothing queued is lost.',
  },
  {
    metric: 'DeliveriesInDoubt',
    threshold: 1,
    periods: 3,
    means: 'For some recipients it is not known whether their mail left, and none is sent again until it is.',
    act: 'Check that SES events arrive; if they do and the doubt stays, look at those deliveries one by one.',
  },
  {
    metric: 'AgendaOverdueSeconds',
    threshold: 300,
    periods: 1,
    means: 'Reminders, deadlines or second attempts are late by minutes for the people who wait for them.',
    act: 'Read the log of the clock; if it runs well, look for throttled writes to the table "agenda".',
  },
  {
    metric: 'FeedbackLagSeconds',
    threshold: 900,
    periods: 1,
    means: 'What became of the last mails is unknown, so recipients in doubt wait for theirs.',
    act: 'Check the rule from SES to the queue "mail-events", and the errors of mail-feedback.',
  },
]

/** Whichever function says it, the worst of them counts. */
const worstOf = (metricName: string, services: readonly FunctionName[]) =>
  new MathExpression({
    expression: 'MAX(FILL(METRICS(), 0))',
    label: metricName,
    period: Duration.minutes(5),
    usingMetrics: Object.fromEntries(
      services.map((service, at) => [
        `m${at}`,
        new Metric({
          namespace: 'Tocsin',
          metricName,
          dimensionsMap: { service },
          statistic: Stats.MAXIMUM,
          period: Duration.minutes(5),
        }),
      ]),
    ),
  })

export const watchProgram = (ring: Ring, services: readonly FunctionName[]) => {
  for (const { metric, threshold, periods, ...words } of programAlarms)
    ring(metric, { metric: worstOf(metric, services), threshold, periods }, words)
}
