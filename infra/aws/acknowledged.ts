import { type CfnElement, Stack, Validations } from 'aws-cdk-lib'
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import type { IConstruct } from 'constructs'
import type { Functions } from './functions.ts'
import type { Resources } from './resources.ts'

interface Made {
  readonly resources: Resources
  readonly functions: Functions
  readonly api: HttpApi
  readonly buried: Readonly<Record<string, IQueue>>
}

const accept = (construct: IConstruct, rule: string, reason: string) =>
  Validations.of(construct).acknowledge({ id: `AwsSolutions-${rule}`, reason })

const logicalId = (construct: IConstruct) =>
  Stack.of(construct).getLogicalId(construct.node.defaultChild as CfnElement)

/** What the rules of cdk-nag find and we stand by, each with its reason. */
export const acknowledge = ({ resources, functions, api, buried }: Made) => {
  for (const { role } of Object.values(functions))
    accept(
      role!,
      'IAM5[Resource::*]',
      'X-Ray takes traces, and SES tells the sending quota, of a whole account: there is no resource to name.',
    )
  accept(
    functions['fan-out'].role!,
    `IAM5[Resource::<${logicalId(resources.tables.events)}.Arn>/stream/*]`,
    'Listing streams asks for the streams of one table, whose labels are not known before it is made.',
  )
  accept(
    functions['mail-replies'].role!,
    `IAM5[Resource::<${logicalId(resources.inbound)}.Arn>/*]`,
    'SES names each object by its message id; the function reads all of this one bucket and nothing else.',
  )
  accept(
    resources.inbound,
    'S1',
    'One function reads it, what it reads is in its log by message id, and the mail is gone in a month.',
  )
  for (const name of ['api', 'fan-out'] as const)
    accept(
      functions[name].role!,
      `IAM5[Resource::<${logicalId(resources.attachments)}.Arn>/*]`,
      'Each file has an id of its own; the function handles all of this one bucket and nothing else.',
    )
  accept(
    resources.attachments,
    'S1',
    'Who may fetch a file is decided by the program; a log of who read what would be a danger to readers.',
  )
  accept(
    resources.signingKeys,
    'SMG4',
    'A new signing key must be published before it signs and kept until its last link dies: a person rotates it.',
  )
  accept(
    api,
    'APIG4',
    'The program authorizes every request itself, since sessions, tokens and capability links share the paths.',
  )
  for (const queue of Object.values(buried))
    accept(queue, 'SQS3', 'It is the dead letters of a stream or of mail received, and an alarm watches it.')
}
