import { Duration } from 'aws-cdk-lib'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { EventSourceMapping, type IFunction } from 'aws-cdk-lib/aws-lambda'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'
import type { Trigger } from '../../topology.ts'

/** Messages of a queue. The mapping's own concurrency is limited: throttled receives would end as dead letters. */
export const onQueue = (
  scope: Construct,
  target: IFunction,
  { batch, concurrency, window = 0 }: Extract<Trigger, { on: 'queue' }>,
  queue: IQueue,
) => {
  const actions = ['ReceiveMessage', 'DeleteMessage', 'ChangeMessageVisibility', 'GetQueueAttributes']
  target.addToRolePolicy(
    new PolicyStatement({ actions: actions.map((name) => `sqs:${name}`), resources: [queue.queueArn] }),
  )
  return new EventSourceMapping(scope, 'Messages', {
    target,
    eventSourceArn: queue.queueArn,
    batchSize: batch,
    maxConcurrency: concurrency,
    maxBatchingWindow: Duration.seconds(window),
    reportBatchItemFailures: true,
  })
}
