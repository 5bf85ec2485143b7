import { CfnOutput } from 'aws-cdk-lib'
import type { Rule } from 'aws-cdk-lib/aws-events'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'
import { outputs } from '../outputs.ts'
import { entriesOf } from './by-name.ts'
import type { Functions } from './functions.ts'
import type { Resources } from './resources.ts'

interface Made {
  readonly resources: Resources
  readonly functions: Functions
  readonly deadLetters: Readonly<Record<string, IQueue>>
  readonly feedback: Rule
}

/** The names of what was made, for whoever runs it: `infra/operations` finds the installation by them. */
export const tellNames = (stack: Construct, { resources, functions, deadLetters, feedback }: Made) => {
  const tell = (name: string, value: string) => new CfnOutput(stack, name, { value })
  for (const [name, table] of entriesOf(resources.tables)) tell(outputs.table(name), table.tableName)
  for (const [name, queue] of entriesOf(resources.queues)) tell(outputs.queue(name), queue.queueUrl)
  for (const [name, queue] of entriesOf(deadLetters)) tell(outputs.deadLetters(name), queue.queueUrl)
  for (const [name, made] of entriesOf(functions)) tell(outputs.function(name), made.functionName)
  tell(outputs.signingKeys, resources.signingKeys.secretArn)
  tell(outputs.configurationSet, resources.mail.configurationSet.configurationSetName)
  tell(outputs.mailDomain, resources.mail.domain)
  tell(outputs.feedbackRule, feedback.ruleName)
}
