import { Duration } from 'aws-cdk-lib'
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { functions, type QueueName, type Trigger } from '../../topology.ts'
import { entriesOf } from '../by-name.ts'
import type { Functions } from '../functions.ts'
import { createDeadLetters } from '../queues.ts'
import type { Resources } from '../resources.ts'
import { onHttp } from './http.ts'
import { onInboundMail } from './inbound-mail.ts'
import { onQueue } from './queue.ts'
import { onSchedule } from './schedule.ts'
import { onStream } from './stream.ts'

const idOf = (trigger: Trigger) =>
  trigger.on === 'queue' ? trigger.queue : trigger.on === 'stream' ? trigger.table : trigger.on

/** Wakes each function by its triggers. Gives back the dead letters of those that have no queue of their own. */
export const attachTriggers = (
  parent: Construct,
  made: Functions,
  { resources, api }: { resources: Resources; api: HttpApi },
) => {
  const scope = new Construct(parent, 'Triggers')
  const deadLetters: Record<string, Queue> = {}

  const attach = (here: Construct, name: keyof Functions, trigger: Trigger) => {
    const target = made[name]
    const buried = (source: string) => (deadLetters[source] = createDeadLetters(here, source, resources.key))
    switch (trigger.on) {
      case 'http':
        return onHttp(api, target)
      case 'queue':
        return onQueue(here, target, trigger, resources.queues[trigger.queue as QueueName])
      case 'schedule':
        return onSchedule(here, target, Duration.seconds(trigger.every))
      case 'stream': {
        const { table, batch } = trigger
        const source = { table: resources.tables[table], batch, deadLetters: buried(`${table}-stream`) }
        return onStream(here, target, source)
      }
      case 'inbound-mail': {
        const bucket = resources.inbound
        return onInboundMail(here, target, {
          domain: resources.mail.domain,
          bucket,
          deadLetters: buried(name),
        })
      }
      default:
        throw new Error(`No trigger is called ${(trigger satisfies never as Trigger).on}`)
    }
  }

  for (const [name, { triggers }] of entriesOf(functions))
    for (const trigger of triggers) attach(new Construct(scope, `${name}-${idOf(trigger)}`), name, trigger)
  return deadLetters
}
