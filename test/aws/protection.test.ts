import { describe, expect, it } from 'vitest'
import { prod as complete, resourcesOf, synthesize } from './synthesize.ts'

const dev = synthesize()
const prod = synthesize(complete)

const holders = ['AWS::DynamoDB::Table', 'AWS::S3::Bucket', 'AWS::SecretsManager::Secret']
const of = ({ template }: typeof dev, type: string) => Object.entries(resourcesOf(template, type))

describe('in prod', () => {
  it('the stack cannot be deleted', () => expect(prod.stack.terminationProtection).toBe(true))

  it.each([...holders, 'AWS::Logs::LogGroup'])('%s outlives its removal from the stack', (type) => {
    for (const [id, { DeletionPolicy }] of of(prod, type))
      expect([id, DeletionPolicy]).toEqual([id, 'Retain'])
  })

  it('the key that data is encrypted with outlives it too', () => {
    const key = of(prod, 'AWS::KMS::Key').find(([id]) => id.startsWith('DataKey'))
    expect(key?.[1].DeletionPolicy).toBe('Retain')
  })

  it('tables are protected from deletion', () => {
    for (const [, { Properties }] of of(prod, 'AWS::DynamoDB::Table'))
      expect(Properties.DeletionProtectionEnabled).toBe(true)
  })
})

describe('in dev', () => {
  it('everything may be destroyed', () => {
    expect(dev.stack.terminationProtection).toBeFalsy()
    for (const type of [...holders, 'AWS::KMS::Key'])
      for (const [id, { DeletionPolicy }] of of(dev, type))
        expect([id, DeletionPolicy]).toEqual([id, 'Delete'])
  })

  it('tables say that they are not protected', () => {
    for (const [, { Properties }] of of(dev, 'AWS::DynamoDB::Table'))
      expect(Properties.DeletionProtectionEnabled).toBe(false)
  })
})

describe.each([
  ['dev', dev],
  ['prod', prod],
])('in %s', (_, made) => {
  it('tables are on demand, recoverable to any moment, and encrypted with our key', () => {
    for (const [, { Properties }] of of(made, 'AWS::DynamoDB::Table')) {
      expect(Properties.BillingMode).toBe('PAY_PER_REQUEST')
      expect(Properties.PointInTimeRecoverySpecification).toEqual({ PointInTimeRecoveryEnabled: true })
      expect(Properties.SSESpecification).toMatchObject({ SSEEnabled: true, SSEType: 'KMS' })
    }
  })

  it('queues are encrypted with our key and refuse plain text', () => {
    const policies = of(made, 'AWS::SQS::QueuePolicy')
    for (const [id, { Properties }] of of(made, 'AWS::SQS::Queue')) {
      expect(Properties.KmsMasterKeyId).toBeDefined()
      const policy = policies.find(([, each]) => each.Properties.Queues[0].Ref === id)
      expect(policy?.[1].Properties.PolicyDocument.Statement[0]).toMatchObject({
        Effect: 'Deny',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      })
    }
  })

  const bucketOf = (words: string) => of(made, 'AWS::S3::Bucket').find(([id]) => id.startsWith(words))![1]

  it('attachments are private and encrypted, sent over TLS alone, and by browsers from our own pages alone', () => {
    const { Properties } = bucketOf('Attachments')
    expect(Properties).toMatchObject({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    })
    expect(Properties.CorsConfiguration.CorsRules).toHaveLength(1)
    expect(Properties.CorsConfiguration.CorsRules[0].AllowedMethods).toEqual(['PUT'])
    expect(Properties.CorsConfiguration.CorsRules[0].AllowedOrigins).not.toContain('*')
    const policies = of(made, 'AWS::S3::BucketPolicy').filter(([id]) => id.startsWith('Attachments'))
    const statements = policies.flatMap(([, each]) => each.Properties.PolicyDocument.Statement)
    expect(statements.length).toBeGreaterThan(0)
    for (const { Effect } of statements) expect(Effect).toBe('Deny')
  })

  it('inbound mail is private, encrypted and gone in a month', () => {
    expect(bucketOf('InboundMail').Properties).toMatchObject({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }],
      },
      LifecycleConfiguration: { Rules: [{ ExpirationInDays: 30, Status: 'Enabled' }] },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    })
  })

  it('logs are kept for a known time', () => {
    for (const [, { Properties }] of of(made, 'AWS::Logs::LogGroup'))
      expect(Properties.RetentionInDays).toBeLessThanOrEqual(90)
  })
})
