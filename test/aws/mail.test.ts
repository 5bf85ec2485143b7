import { Match } from 'aws-cdk-lib/assertions'
import { describe, expect, it } from 'vitest'
import { createKeyring, keyringSchema } from '../../shared/keyring.ts'
import { logicalIdOf, resourcesOf, synthesize } from './synthesize.ts'

const { stack, template } = synthesize({ domain: 'alerts.example.net' })

const only = (type: string) => {
  const found = Object.entries(resourcesOf(template, type))
  if (found.length !== 1) throw new Error(`There are ${found.length} of ${type}`)
  const [[id, { Properties: properties }]] = found as [(typeof found)[number]]
  return { id, properties }
}

describe('mail that leaves', () => {
  it('is signed for its domain and comes back to a subdomain of it', () => {
    template.hasResourceProperties('AWS::SES::EmailIdentity', {
      EmailIdentity: 'alerts.example.net',
      MailFromAttributes: { MailFromDomain: 'bounce.alerts.example.net' },
    })
  })

  it('is reported on, but never tracked', () => {
    const { properties } = only('AWS::SES::ConfigurationSetEventDestination')
    expect(properties.EventDestination).toMatchObject({
      MatchingEventTypes: [
        'send',
        'delivery',
        'bounce',
        'complaint',
        'reject',
        'deliveryDelay',
        'renderingFailure',
      ],
      EventBridgeDestination: expect.anything(),
    })
    expect(only('AWS::SES::ConfigurationSet').properties.TrackingOptions).toBeUndefined()
  })

  it('is held back by no list but our own, and by no server without TLS', () => {
    const { properties } = only('AWS::SES::ConfigurationSet')
    expect(properties.SuppressionOptions).toEqual({ SuppressedReasons: [] })
    expect(properties.DeliveryOptions).toEqual({ TlsPolicy: 'OPTIONAL' })
  })
})

describe("SES's events", () => {
  const queue = logicalIdOf(stack.queues['mail-events'])

  it('about our own mails go to the queue that mail-feedback reads', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['aws.ses'],
        detail: {
          mail: { tags: { 'ses:configuration-set': [{ Ref: only('AWS::SES::ConfigurationSet').id }] } },
        },
      },
      Targets: [Match.objectLike({ Arn: { 'Fn::GetAtt': [queue, 'Arn'] } })],
    })
  })

  it('are put there by that rule and by nobody else', () => {
    const allowed = Object.values(resourcesOf(template, 'AWS::SQS::QueuePolicy'))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
      .filter(({ Effect }: { Effect: string }) => Effect === 'Allow')
    const rules = Object.entries(resourcesOf(template, 'AWS::Events::Rule'))
    const [rule] = rules.find(([, { Properties }]) => Properties.EventPattern)!
    expect(allowed).toMatchObject([
      {
        Action: 'sqs:SendMessage',
        Principal: { Service: 'events.amazonaws.com' },
        Resource: { 'Fn::GetAtt': [queue, 'Arn'] },
        Condition: { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': [rule, 'Arn'] } } },
      },
    ])
  })
})

describe('the DNS of the mail domain', () => {
  it('is printed where it is kept elsewhere', () => {
    const names = Object.keys(template.findOutputs('*')).filter((name) => name.startsWith('Dns'))
    expect(names).toEqual([
      'DnsDkim1',
      'DnsDkim2',
      'DnsDkim3',
      'DnsInbound',
      'DnsBounces',
      'DnsSpf',
      'DnsDmarc',
    ])
  })

  it('is written into the hosted zone where there is one', () => {
    const zoned = synthesize({ hostedZone: 'Z0123456789ABC' }).template
    zoned.resourceCountIs('AWS::Route53::RecordSet', 7)
    expect(Object.keys(zoned.findOutputs('*')).filter((name) => name.startsWith('Dns'))).toEqual([])
  })
})

describe('the signing keys', () => {
  const { SecretStringTemplate, GenerateStringKey, ...rest } = only('AWS::SecretsManager::Secret').properties
    .GenerateSecretString

  it('are asked for as they always were, for to ask otherwise is to lose every link', () => {
    expect([SecretStringTemplate, GenerateStringKey, rest]).toEqual([
      '{"current":"k1"}',
      'k1',
      { PasswordLength: 64, ExcludePunctuation: true },
    ])
  })

  it('are a keyring as generated', () => {
    const lettersAndDigits = 'Az09'.repeat(16)
    const secret = {
      ...JSON.parse(SecretStringTemplate),
      [GenerateStringKey]: lettersAndDigits,
    }
    const keyring = createKeyring(keyringSchema.parse(secret))
    const signature = keyring.sign('link', 'alert 1')
    expect(keyring.keyIds).toEqual(['k1'])
    expect(keyring.verify('link', 'k1', 'alert 1', signature)).toBe(true)
  })
})
