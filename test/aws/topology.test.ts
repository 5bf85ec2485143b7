import { existsSync } from 'node:fs'
import { Match } from 'aws-cdk-lib/assertions'
import { describe, expect, it } from 'vitest'
import { type FunctionName, functions, type QueueName, queues, type Trigger } from '../../infra/topology.ts'
import { variable } from '../../shared/config.ts'
import { type TableDefinition, type TableName, tableNames, tables } from '../../shared/storage/tables.ts'
import { logicalIdOf, resourceOf, resourcesOf, synthesize } from './synthesize.ts'

const { stack, template } = synthesize()

const functionNames = Object.keys(functions) as FunctionName[]
const queueNames = Object.keys(queues) as QueueName[]
const triggers = functionNames.flatMap((name) =>
  functions[name].triggers.map((trigger): [FunctionName, Trigger['on'], Trigger] => [
    name,
    trigger.on,
    trigger,
  ]),
)
const count = (type: string) => Object.keys(resourcesOf(template, type)).length

describe('every table', () => {
  it.each(tableNames)('%s is there with its keys, indexes, stream and expiry', (name) => {
    const { stream, indexes }: TableDefinition = tables[name]
    const { Properties } = resourceOf(template, stack.tables[name])
    const keys = (partition: string, sort: string) => [
      { AttributeName: partition, KeyType: 'HASH' },
      { AttributeName: sort, KeyType: 'RANGE' },
    ]
    expect(Properties.KeySchema).toEqual(keys('pk', 'sk'))
    expect(Properties.GlobalSecondaryIndexes ?? []).toEqual(
      Object.entries(indexes).map(([IndexName, { partition, sort, projection }]) => ({
        IndexName,
        KeySchema: keys(partition, sort),
        Projection: { ProjectionType: projection },
      })),
    )
    expect(Properties.StreamSpecification).toEqual(stream && { StreamViewType: 'NEW_IMAGE' })
    expect(Properties.TimeToLiveSpecification).toEqual({ AttributeName: 'expiresAt', Enabled: true })
    expect(Properties.TableName).toBeUndefined()
  })

  it('and no other', () => expect(count('AWS::DynamoDB::Table')).toBe(tableNames.length))
})

describe('every queue', () => {
  it.each(queueNames)('%s is there with its limits and dead letters', (name) => {
    const { Properties } = resourceOf(template, stack.queues[name])
    expect(Properties.VisibilityTimeout).toBe(queues[name].visibility)
    expect(Properties.RedrivePolicy.maxReceiveCount).toBe(queues[name].maxReceives)
    const [dead] = Properties.RedrivePolicy.deadLetterTargetArn['Fn::GetAtt']
    const kept = resourcesOf(template, 'AWS::SQS::Queue')[dead]!.Properties.MessageRetentionPeriod
    expect(kept).toBeGreaterThan(Properties.MessageRetentionPeriod)
  })

  it('and dead letters for streams and inbound mail, and no other', () => {
    const unqueued = triggers.filter(([, on]) => on === 'stream' || on === 'inbound-mail')
    expect(count('AWS::SQS::Queue')).toBe(queueNames.length * 2 + unqueued.length)
  })
})

describe('every function', () => {
  it.each(functionNames)('%s is there with its limits', (name) => {
    expect(resourceOf(template, stack.functions[name]).Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      MemorySize: functions[name].memory,
      Timeout: functions[name].timeout,
      TracingConfig: { Mode: 'Active' },
      LoggingConfig: { LogFormat: 'JSON' },
    })
    expect(existsSync(new URL(`../../functions/${name}/lambda.ts`, import.meta.url))).toBe(true)
  })

  it.each(functionNames)('%s is told of every table and queue, and logs under its own name', (name) => {
    const { Variables } = resourceOf(template, stack.functions[name]).Properties.Environment
    for (const table of tableNames)
      expect(Variables[variable(table, 'TABLE')]).toEqual({ Ref: logicalIdOf(stack.tables[table]) })
    for (const queue of queueNames)
      expect(Variables[variable(queue, 'QUEUE_URL')]).toEqual({ Ref: logicalIdOf(stack.queues[queue]) })
    expect(Variables.POWERTOOLS_SERVICE_NAME).toBe(name)
  })

  it('and no other', () => expect(count('AWS::Lambda::Function')).toBe(functionNames.length))
})

describe('every trigger', () => {
  const arn = (name: FunctionName) => ({ 'Fn::GetAtt': [logicalIdOf(stack.functions[name]), 'Arn'] })
  const ref = (name: FunctionName) => ({ Ref: logicalIdOf(stack.functions[name]) })
  const partialAnswers = { FunctionResponseTypes: ['ReportBatchItemFailures'] }

  const expectations: {
    [On in Trigger['on']]: (name: FunctionName, trigger: Extract<Trigger, { on: On }>) => void
  } = {
    http: (name) =>
      template.hasResourceProperties('AWS::ApiGatewayV2::Integration', {
        IntegrationUri: arn(name),
        PayloadFormatVersion: '2.0',
      }),
    stream: (name, { table, batch }) =>
      template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
        ...partialAnswers,
        FunctionName: ref(name),
        EventSourceArn: { 'Fn::GetAtt': [logicalIdOf(stack.tables[table as TableName]), 'StreamArn'] },
        BatchSize: batch,
        BisectBatchOnFunctionError: true,
        StartingPosition: 'TRIM_HORIZON',
        FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] },
        DestinationConfig: { OnFailure: Match.anyValue() },
      }),
    queue: (name, { queue, batch, window = 0, concurrency }) =>
      template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
        ...partialAnswers,
        FunctionName: ref(name),
        EventSourceArn: { 'Fn::GetAtt': [logicalIdOf(stack.queues[queue as QueueName]), 'Arn'] },
        BatchSize: batch,
        MaximumBatchingWindowInSeconds: window,
        ScalingConfig: { MaximumConcurrency: concurrency },
      }),
    schedule: (name, { every }) =>
      template.hasResourceProperties('AWS::Events::Rule', {
        ScheduleExpression: `rate(${every / 60 === 1 ? '1 minute' : `${every / 60} minutes`})`,
        Targets: [Match.objectLike({ Arn: arn(name) })],
      }),
    'inbound-mail': (name) =>
      template.hasResourceProperties('AWS::SES::ReceiptRule', {
        Rule: {
          Recipients: ['tocsin.example.org'],
          Actions: [
            { S3Action: Match.anyValue() },
            { LambdaAction: { FunctionArn: arn(name), InvocationType: 'Event' } },
          ],
        },
      }),
  }

  it.each(triggers)('%s is woken by %s', (name, on, trigger) => {
    const expectation = expectations[on] as (name: FunctionName, trigger: Trigger) => void
    expectation(name, trigger)
  })

  it('and no function is polled for anything else', () => {
    const polled = triggers.filter(([, on]) => on === 'queue' || on === 'stream')
    expect(count('AWS::Lambda::EventSourceMapping')).toBe(polled.length)
  })
})
