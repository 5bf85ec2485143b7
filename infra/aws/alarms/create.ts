import { CfnOutput, Duration } from 'aws-cdk-lib'
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2'
import { MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch'
import type { Rule } from 'aws-cdk-lib/aws-events'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { functions as definitions, type FunctionName, type Trigger } from '../../topology.ts'
import { waiting } from '../../waiting.ts'
import { entriesOf } from '../by-name.ts'
import type { Functions } from '../functions.ts'
import type { Queues } from '../queues.ts'
import { createBell, type Ring } from './bell.ts'
import { watchProgram } from './program.ts'
import * as words from './words.ts'

interface Watched {
  readonly functions: Functions
  readonly queues: Queues
  readonly deadLetters: Readonly<Record<string, IQueue>>
  readonly api: HttpApi
  readonly feedback: Rule
}

const sum = { statistic: Stats.SUM, period: Duration.minutes(5) }
const worst = { statistic: Stats.MAXIMUM, period: Duration.minutes(5) }

const wokenBy = (name: FunctionName, on: Trigger['on']) =>
  definitions[name].triggers.some((trigger) => trigger.on === on)

const watchFunctions = (ring: Ring, functions: Functions) => {
  for (const [name, made] of entriesOf(functions)) {
    ring(`${name}-errors`, { metric: made.metricErrors(sum), threshold: 3 }, words.errors(name))
    ring(
      `${name}-throttles`,
      { metric: made.metricThrottles(sum), threshold: 1, periods: 2 },
      words.throttles(name),
    )
    if (wokenBy(name, 'stream'))
      ring(
        `${name}-behind`,
        { metric: made.metric('IteratorAge', worst), threshold: Duration.minutes(2).toMilliseconds() },
        words.streamBehind,
      )
  }
}

/** A clock that stands still reports nothing, so that its silence has to ring. */
const watchClocks = (ring: Ring, functions: Functions) => {
  for (const [name, made] of entriesOf(functions).filter(([each]) => wokenBy(each, 'schedule'))) {
    const woken = made.metricInvocations(sum)
    ring(`${name}-silent`, { metric: woken, threshold: 1, rings: 'below' }, words.clockSilent(name))
  }
}

const watchQueues = (ring: Ring, { queues, deadLetters }: Watched) => {
  for (const [name, queue] of entriesOf(queues)) {
    const metric = queue.metricApproximateAgeOfOldestMessage(worst)
    ring(`${name}-waits`, { metric, threshold: waiting[name].atMost }, words.overdue(name))
  }
  for (const [name, queue] of entriesOf(deadLetters)) {
    const metric = queue.metricApproximateNumberOfMessagesVisible(worst)
    ring(`${name}-dead`, { metric, threshold: 1 }, words.deadLetter(name))
  }
}

/** The account's rates, since it is the account that AWS pauses; a bit below where it begins to look. */
const watchReputation = (ring: Ring) => {
  const rate = (metricName: string) =>
    new Metric({ namespace: 'AWS/SES', metricName, statistic: Stats.MAXIMUM, period: Duration.hours(1) })
  ring('bounce-rate', { metric: rate('Reputation.BounceRate'), threshold: 0.04 }, words.bounceRate)
  ring('complaint-rate', { metric: rate('Reputation.ComplaintRate'), threshold: 0.0008 }, words.complaintRate)
}

/** Feedback that is silent reports no lag, so that silence after sending has to ring by itself. */
const watchFeedback = (ring: Ring, feedback: Rule, told: IQueue) => {
  const lost = new Metric({
    namespace: 'AWS/Events',
    metricName: 'FailedInvocations',
    dimensionsMap: { RuleName: feedback.ruleName },
    ...sum,
  })
  ring('feedback-lost', { metric: lost, threshold: 1 }, words.feedbackLost)
  const half = { statistic: Stats.SUM, period: Duration.minutes(30) }
  const silent = new MathExpression({
    expression: 'IF(FILL(sent, 0) > 0 AND FILL(told, 0) < 1, 1, 0)',
    label: 'SES took mails and told of none',
    period: half.period,
    usingMetrics: {
      sent: new Metric({ namespace: 'AWS/SES', metricName: 'Send', ...half }),
      told: told.metricNumberOfMessagesSent(half),
    },
  })
  ring('feedback-silent', { metric: silent, threshold: 1 }, words.feedbackSilent)
}

export const createAlarms = (
  parent: Construct,
  { email, lasting, watched }: { email: string | undefined; lasting: boolean; watched: Watched },
) => {
  const scope = new Construct(parent, 'Alarms')
  const { topic, ring } = createBell(scope, email, lasting)
  watchFunctions(ring, watched.functions)
  watchClocks(ring, watched.functions)
  watchQueues(ring, watched)
  ring('api-failing', { metric: watched.api.metricServerError(sum), threshold: 5 }, words.apiFailing)
  watchFeedback(ring, watched.feedback, watched.queues['mail-events'])
  watchReputation(ring)
  watchProgram(ring, Object.keys(watched.functions) as FunctionName[])
  new CfnOutput(parent, 'AlarmTopic', { value: topic.topicArn })
}
