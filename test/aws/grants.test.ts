import { describe, expect, it } from 'vitest'
import {
  type FunctionDefinition,
  type FunctionName,
  functions,
  type QueueName,
  type Trigger,
} from '../../infra/topology.ts'
import { type TableName, tableNames, tables } from '../../shared/storage/tables.ts'
import { permissionsOf, statementsOf } from './policies.ts'
import { logicalIdOf, resourcesOf, synthesize } from './synthesize.ts'

const { stack, template } = synthesize()
const names = Object.keys(functions) as FunctionName[]

const theOnly = (type: string) => {
  const ids = Object.keys(resourcesOf(template, type))
  if (ids.length !== 1) throw new Error(`There are ${ids.length} of ${type}`)
  return ids[0]!
}

const does = (service: string, actions: string, ...resources: string[]) =>
  resources.flatMap((resource) => actions.split(' ').map((action) => `${service}:${action} ${resource}`))

const tableArn = (name: TableName) => `${logicalIdOf(stack.tables[name])}.Arn`

const indexReads = (name: TableName) =>
  Object.keys(tables[name].indexes).flatMap((index) =>
    does('dynamodb', 'Query', `${tableArn(name)}/index/${index}`),
  )

const readsOf = (name: TableName) => [
  ...does('dynamodb', 'GetItem BatchGetItem Query ConditionCheckItem', tableArn(name)),
  ...indexReads(name),
]

const changesOf = (name: TableName) =>
  name === 'events' || name === 'audit'
    ? does('dynamodb', 'PutItem', tableArn(name))
    : does('dynamodb', 'PutItem UpdateItem DeleteItem BatchWriteItem', tableArn(name))

const queueArn = (name: string) => `${logicalIdOf(stack.queues[name as QueueName])}.Arn`

const deadLettersOf = (words: string) =>
  Object.keys(resourcesOf(template, 'AWS::SQS::Queue')).find(
    (id) => id.startsWith('Triggers') && id.includes(words),
  )

const needsOf = (trigger: Trigger): string[] => {
  if (trigger.on === 'queue')
    return does(
      'sqs',
      'ReceiveMessage DeleteMessage ChangeMessageVisibility GetQueueAttributes',
      queueArn(trigger.queue),
    )
  if (trigger.on === 'inbound-mail') return does('sqs', 'SendMessage', `${deadLettersOf('inboundmail')}.Arn`)
  if (trigger.on !== 'stream') return []
  const table = logicalIdOf(stack.tables[trigger.table])
  return [
    ...does('dynamodb', 'DescribeStream GetRecords GetShardIterator', `${table}.StreamArn`),
    ...does('dynamodb', 'ListStreams', `${table}.Arn/stream/*`),
    ...does('sqs', 'SendMessage', `${deadLettersOf('stream')}.Arn`),
  ]
}

const sesArn = (rest: string) => `arn:AWS::Partition:ses:AWS::Region:AWS::AccountId:${rest}`

const reachOf = (place: FunctionDefinition['reaches'][number]): string[] => {
  if (place === 'internet') return []
  const bucketOf = (words: string) =>
    `${Object.keys(resourcesOf(template, 'AWS::S3::Bucket')).find((id) => id.startsWith(words))}.Arn`
  if (place === 'inbound-mail') return does('s3', 'GetObject', `${bucketOf('InboundMail')}/*`)
  if (place === 'attachment-removal') return does('s3', 'DeleteObject', `${bucketOf('Attachments')}/*`)
  if (place === 'attachments')
    return [
      ...does('s3', 'GetObject PutObject DeleteObject', `${bucketOf('Attachments')}/*`),
      ...does('s3', 'ListBucket', bucketOf('Attachments')),
    ]
  const set = sesArn(`configuration-set/${theOnly('AWS::SES::ConfigurationSet')}`)
  const identity = sesArn(`identity/${theOnly('AWS::SES::EmailIdentity')}`)
  return [...does('ses', 'SendRawEmail', set, identity), ...does('ses', 'GetSendQuota', '*')]
}

const everyFunction = (name: FunctionName) => [
  ...does('logs', 'CreateLogStream PutLogEvents', `${logicalIdOf(stack.functions[name].logGroup)}.Arn`),
  ...does('xray', 'PutTraceSegments PutTelemetryRecords', '*'),
  ...does('secretsmanager', 'GetSecretValue', theOnly('AWS::SecretsManager::Secret')),
  ...does(
    'kms',
    'Decrypt DescribeKey Encrypt GenerateDataKey ReEncryptFrom ReEncryptTo',
    `${Object.keys(resourcesOf(template, 'AWS::KMS::Key')).find((id) => id.startsWith('DataKey'))}.Arn`,
  ),
]

const expected = (name: FunctionName) => {
  const { reads, writes, removes = [], sends, reaches, triggers }: FunctionDefinition = functions[name]
  const lines = [
    ...[...reads, ...writes].flatMap(readsOf),
    ...writes.flatMap(changesOf),
    ...removes.flatMap(({ table }) => does('dynamodb', 'DeleteItem', tableArn(table))),
    ...(writes.includes('deliveries')
      ? does('dynamodb', 'PartiQLInsert PartiQLUpdate', tableArn('deliveries'))
      : []),
    ...sends.flatMap((queue) => does('sqs', 'SendMessage', queueArn(queue))),
    ...reaches.flatMap(reachOf),
    ...triggers.flatMap(needsOf),
    ...everyFunction(name),
  ]
  return [...new Set(lines)].sort()
}

const everything = names.flatMap((name) => permissionsOf(template, stack.functions[name]))

describe('a function', () => {
  it.each(names)('%s may do what the topology says and nothing else', (name) => {
    expect(permissionsOf(template, stack.functions[name])).toEqual(expected(name))
  })

  it.each(names)('%s uses the key only through the services whose data it handles', (name) => {
    const byKey = statementsOf(template, stack.functions[name]).filter(({ Action }) =>
      Action.includes('kms:Decrypt'),
    )
    expect(byKey).toHaveLength(1)
    expect(byKey[0]!.Condition).toMatchObject({ StringEquals: { 'kms:ViaService': expect.any(Array) } })
  })

  it.each(names)('%s removes from tables that it does not write only what the topology names', (name) => {
    const { removes = [] }: FunctionDefinition = functions[name]
    const removals = statementsOf(template, stack.functions[name]).filter(
      ({ Action }) => Action === 'dynamodb:DeleteItem',
    )
    expect(removals.map(({ Condition }) => Condition)).toEqual(
      removes.map(({ keys }) => ({ 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys } })),
    )
  })

  it.each(names)('%s has no permission but those in its own policy', (name) => {
    const { Properties } = resourcesOf(template, 'AWS::IAM::Role')[logicalIdOf(stack.functions[name].role!)]!
    expect(Object.keys(Properties)).toEqual(['AssumeRolePolicyDocument'])
  })
})

describe('nobody', () => {
  it('scans, or holds a wildcard of actions', () => {
    expect(everything.length).toBeGreaterThan(100)
    expect(everything.filter((line) => /dynamodb:(Scan|PartiQLSelect)|^\S*\*/.test(line))).toEqual([])
  })

  it.each(['events', 'audit'] as const)('changes or removes a row of %s', (name) => {
    const on = everything
      .filter((line) => line.endsWith(` ${tableArn(name)}`))
      .map((line) => line.split(' ')[0])
    expect(on).toContain('dynamodb:PutItem')
    expect(on.filter((action) => /Update|Delete|BatchWrite|PartiQL/.test(action!))).toEqual([])
  })

  it('speaks PartiQL to a table other than deliveries', () => {
    const tablesSpokenTo = everything
      .filter((line) => line.includes('PartiQL'))
      .map((line) => line.split(' ')[1])
    expect(new Set(tablesSpokenTo)).toEqual(new Set([tableArn('deliveries')]))
    expect(tableNames).toContain('deliveries')
  })
})
