import { Duration } from 'aws-cdk-lib'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { type QueueName, queues } from '../topology.ts'
import { mapRecord } from './by-name.ts'

export type Queues = Readonly<Record<QueueName, Queue>>

/** Dead letters keep the age of the message, so they must be kept longer than the queue keeps its own. */
const retention = { queue: Duration.days(4), deadLetters: Duration.days(14) }

const sealed = (key: IKey) =>
  ({ encryption: QueueEncryption.KMS, encryptionMasterKey: key, enforceSSL: true }) as const

export const createDeadLetters = (scope: Construct, name: string, key: IKey) =>
  new Queue(scope, `${name}-dead`, { ...sealed(key), retentionPeriod: retention.deadLetters })

/** The queues of the topology, each with its dead letters. */
export const createQueues = (parent: Construct, key: IKey) => {
  const scope = new Construct(parent, 'Queues')
  const deadLetters = mapRecord(queues, (name) => createDeadLetters(scope, name, key))
  const alive: Queues = mapRecord(queues, (name, { visibility, maxReceives }) => {
    return new Queue(scope, name, {
      ...sealed(key),
      visibilityTimeout: Duration.seconds(visibility),
      retentionPeriod: retention.queue,
      deadLetterQueue: { queue: deadLetters[name], maxReceiveCount: maxReceives },
    })
  })
  return { queues: alive, deadLetters }
}
