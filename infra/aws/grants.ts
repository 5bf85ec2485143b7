import { Aws } from 'aws-cdk-lib'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { type TableName, tables } from '../../shared/storage/tables.ts'
import type { FunctionDefinition, QueueName } from '../topology.ts'
import type { Resources } from './resources.ts'

/** What has happened stays as it was told: rows are put, never updated or deleted. */
const appendOnly: readonly TableName[] = ['events', 'audit']

/** The one table whose rows are claimed and marked in batches, which only PartiQL can do conditionally. */
const swapped: readonly TableName[] = ['deliveries']

const read = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:ConditionCheckItem']
const append = [...read, 'dynamodb:PutItem']
const write = [...append, 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem']
const swap = ['dynamodb:PartiQLInsert', 'dynamodb:PartiQLUpdate']

const allow = (actions: string[], ...resources: string[]) => new PolicyStatement({ actions, resources })

/** Of one table, the rows of some partitions alone. */
const removal = (tableArn: string, keys: readonly string[]) =>
  new PolicyStatement({
    actions: ['dynamodb:DeleteItem'],
    resources: [tableArn],
    conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys } },
  })

const forTables = ({ reads, writes, removes = [] }: FunctionDefinition, from: Resources['tables']) => {
  const onTable = (name: TableName, actions: string[]) => {
    const { tableArn } = from[name]
    const indexes = Object.keys(tables[name].indexes).map((index) => `${tableArn}/index/${index}`)
    return [allow(actions, tableArn), ...(indexes.length > 0 ? [allow(['dynamodb:Query'], ...indexes)] : [])]
  }
  return [
    ...reads.filter((name) => !writes.includes(name)).flatMap((name) => onTable(name, read)),
    ...writes.flatMap((name) => onTable(name, appendOnly.includes(name) ? append : write)),
    ...writes.filter((name) => swapped.includes(name)).map((name) => allow(swap, from[name].tableArn)),
    ...removes.map(({ table, keys }) => removal(from[table].tableArn, keys)),
  ]
}

const reaching = {
  ses: ({ mail }: Resources) => [
    allow(['ses:SendRawEmail'], mail.identity.emailIdentityArn, mail.configurationSetArn),
    // The quota is the account's: there is no resource to name.
    allow(['ses:GetSendQuota'], '*'),
  ],
  internet: () => [],
  'inbound-mail': ({ inbound }: Resources) => [allow(['s3:GetObject'], inbound.arnForObjects('*'))],
  attachments: ({ attachments }: Resources) => [
    allow(['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], attachments.arnForObjects('*')),
    // Without it, S3 does not say of a file that was never uploaded that it is not there.
    allow(['s3:ListBucket'], attachments.bucketArn),
  ],
  'attachment-removal': ({ attachments }: Resources) => [
    allow(['s3:DeleteObject'], attachments.arnForObjects('*')),
  ],
} satisfies Record<FunctionDefinition['reaches'][number], (resources: Resources) => PolicyStatement[]>

/** The key may be used only through the services whose data the function handles. */
const forKey = ({ reaches, sends, triggers }: FunctionDefinition, { key }: Resources) => {
  const queues = sends.length > 0 || triggers.some(({ on }) => on !== 'http' && on !== 'schedule')
  const services = [
    'dynamodb',
    'secretsmanager',
    ...(queues ? ['sqs'] : []),
    ...(reaches.includes('inbound-mail') || reaches.includes('attachments') ? ['s3'] : []),
  ]
  return new PolicyStatement({
    actions: [
      'kms:Decrypt',
      'kms:DescribeKey',
      'kms:Encrypt',
      'kms:GenerateDataKey',
      'kms:ReEncryptFrom',
      'kms:ReEncryptTo',
    ],
    resources: [key.keyArn],
    conditions: {
      StringEquals: { 'kms:ViaService': services.map((name) => `${name}.${Aws.REGION}.amazonaws.com`) },
    },
  })
}

/** What the topology says that a function may do, and nothing else; triggers add what they need to be read. */
export const grantsOf = (definition: FunctionDefinition, resources: Resources): PolicyStatement[] => [
  ...forTables(definition, resources.tables),
  ...definition.sends.map((name) => allow(['sqs:SendMessage'], resources.queues[name as QueueName].queueArn)),
  ...definition.reaches.flatMap((place) => reaching[place](resources)),
  allow(['secretsmanager:GetSecretValue'], resources.signingKeys.secretArn),
  forKey(definition, resources),
]
