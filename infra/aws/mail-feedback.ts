import { Rule } from 'aws-cdk-lib/aws-events'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import type { OutgoingMail } from './mail.ts'

/** SES's events about our own mails, from the default bus to the queue that mail-feedback reads. */
export const routeMailEvents = (parent: Construct, { configurationSet }: OutgoingMail, queue: Queue) => {
  const rule = new Rule(new Construct(parent, 'Feedback'), 'Rule', {
    description: "SES's events about mails of this installation",
    eventPattern: {
      source: ['aws.ses'],
      detail: { mail: { tags: { 'ses:configuration-set': [configurationSet.configurationSetName] } } },
    },
    targets: [{ bind: () => ({ arn: queue.queueArn }) }],
  })
  queue.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('events.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [queue.queueArn],
      conditions: { ArnEquals: { 'aws:SourceArn': rule.ruleArn } },
    }),
  )
  return rule
}
