import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { SQSClient } from '@aws-sdk/client-sqs'
import { queueNames, readConfig } from '../../shared/config.ts'
import { buriedSources, outputs } from '../outputs.ts'
import { type FunctionName, functions } from '../topology.ts'
import { type Place, storeOn } from './place.ts'

export interface AwsPlace extends Place {
  readonly stack: string
  readonly lambda: LambdaClient
  readonly functionNames: Readonly<Record<FunctionName, string>>
  /** What the stack says under a name. */
  output(name: string): string
}

const outputsOf = async (stack: string) => {
  const { Stacks = [] } = await new CloudFormationClient().send(
    new DescribeStacksCommand({ StackName: stack }),
  )
  return new Map((Stacks[0]?.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey!, OutputValue!]))
}

/** The installation that a stack made, in the account and region of the environment. */
export const openAwsPlace = async (stack: string): Promise<AwsPlace> => {
  const told = await outputsOf(stack)
  const output = (name: string) => {
    const value = told.get(name)
    if (value === undefined)
      throw new Error(`The stack ${stack} does not say ${name}: deploy it once more with this version`)
    return value
  }
  const lambda = new LambdaClient()
  const names = Object.keys(functions) as FunctionName[]
  const functionNames = Object.fromEntries(
    names.map((name) => [name, output(outputs.function(name))]),
  ) as Record<FunctionName, string>
  // What the functions are told is what counts, and the functions have it all.
  const { Environment } = await lambda.send(
    new GetFunctionConfigurationCommand({ FunctionName: functionNames.api }),
  )
  const config = readConfig(Environment?.Variables ?? {})
  const dynamoDb = new DynamoDBClient()
  return {
    name: `stack ${stack}`,
    stack,
    config,
    dynamoDb,
    store: storeOn(dynamoDb, config),
    sqs: new SQSClient(),
    lambda,
    functionNames,
    deadLetterUrls: Object.fromEntries(
      [...queueNames, ...buriedSources].map((name) => [name, output(outputs.deadLetters(name))]),
    ),
    output,
    async close() {},
  }
}
