import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib'
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Key } from 'aws-cdk-lib/aws-kms'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import type { Construct } from 'constructs'
import type { Words } from './words.ts'

interface Limit {
  readonly metric: IMetric
  readonly threshold: number
  /** At the threshold and above, unless said otherwise; below it, or when nothing is reported at all. */
  readonly rings?: 'at' | 'below'
  /** Periods in a row; one where left out. */
  readonly periods?: number
}

const manners = {
  at: {
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  },
  below: {
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    treatMissingData: TreatMissingData.BREACHING,
  },
}

export type Ring = (id: string, limit: Limit, words: Words) => void

/** CloudWatch is let in without condition, as its documentation has it, so the topic's key guards nothing else. */
const createTopic = (scope: Construct, lasting: boolean) => {
  const masterKey = new Key(scope, 'Key', {
    description: 'Tocsin: alarms',
    enableKeyRotation: true,
    pendingWindow: Duration.days(lasting ? 30 : 7),
    removalPolicy: RemovalPolicy.DESTROY,
  })
  masterKey.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: ['*'],
    }),
  )
  const topic = new Topic(scope, 'Topic', { displayName: 'Tocsin alarms', masterKey, enforceSSL: true })
  // The topic's own policy replaces the default one, which would have let alarms of the account in.
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
  )
  return topic
}

/** Alarms go out through SNS, never through the SES that may be what is down; so does the all-clear. */
export const createBell = (scope: Construct, email: string | undefined, lasting: boolean) => {
  const topic = createTopic(scope, lasting)
  if (email) topic.addSubscription(new EmailSubscription(email))
  const toTopic = new SnsAction(topic)
  const ring: Ring = (id, { metric, threshold, rings = 'at', periods = 1 }, { means, act }) => {
    const alarm = new Alarm(scope, id, {
      metric,
      threshold,
      evaluationPeriods: periods,
      ...manners[rings],
      alarmDescription: `${means} ${act}`,
    })
    alarm.addAlarmAction(toTopic)
    alarm.addOkAction(toTopic)
  }
  return { topic, ring }
}
