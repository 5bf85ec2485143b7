import { describe, expect, it } from 'vitest'
import { readSettings } from '../../infra/aws/settings.ts'
import { TocsinStack } from '../../infra/aws/stack.ts'
import { readConfig } from '../../shared/config.ts'
import { appWith, prod, resourceOf, resourcesOf, synthesize } from './synthesize.ts'

const settingsOf = (context: Record<string, string>) => readSettings(appWith(context).node)

describe('what is said on the command line', () => {
  it('may be nothing', () => {
    expect(settingsOf({})).toMatchObject({
      environment: 'dev',
      lasting: false,
      domain: 'tocsin.example.org',
      publicUrl: undefined,
      coordinators: [],
    })
  })

  it('names the stack after the environment', () => {
    expect(synthesize(prod).stack.stackName).toBe('tocsin-prod')
  })

  it.each([
    [{ env: 'production' }, /env=production is not known; the environments are dev and prod/],
    [{ domain: 'Not a domain' }, /-c domain=alerts.example.org/],
    [{ publicUrl: 'http://example.org' }, /-c publicUrl=https:/],
    [{ coordinators: 'a@example.org, nobody' }, /coordinators=nobody/],
    [{ alarmEmail: 'duty' }, /-c alarmEmail=duty@example.org/],
    [{ hostedZone: 'example.org' }, /-c hostedZone=Z/],
    [{ certificate: 'arn:aws:acm:x' }, /needs -c publicUrl/],
  ])('is refused where it is not understood: %o', (context, message) => {
    expect(() => settingsOf(context)).toThrow(message)
  })
})

describe('in prod', () => {
  const warnings = (context: Record<string, string>) => {
    const app = appWith(context)
    return new TocsinStack(app, readSettings(app.node)).node.metadata
      .filter(({ type }) => type === 'aws:cdk:warning')
      .map(({ data }) => data)
  }

  it('an alarm that nobody hears, and a door that nobody can open, are warned of', () => {
    expect(warnings({ env: 'prod' })).toEqual([
      expect.stringContaining('-c alarmEmail='),
      expect.stringContaining('-c coordinators='),
    ])
    expect(warnings(prod)).toEqual([])
  })
})

describe('a function', () => {
  it('is told what was said, in the words that it reads', () => {
    const { stack, template } = synthesize({
      domain: 'alerts.example.net',
      publicUrl: 'https://alerts.example.net/',
      alliance: 'Those Who Answer',
      coordinators: 'a@example.net, b@example.net',
    })
    const { Variables } = resourceOf(template, stack.functions.api).Properties.Environment
    expect(readConfig(Variables)).toMatchObject({
      publicUrl: 'https://alerts.example.net',
      alliance: 'Those Who Answer',
      coordinators: ['a@example.net', 'b@example.net'],
      mail: {
        domain: 'alerts.example.net',
        from: 'alerts@alerts.example.net',
        configurationSet: { Ref: expect.any(String) },
      },
      keysSecretArn: { Ref: expect.any(String) },
      inboundBucket: { Ref: expect.any(String) },
      attachmentsBucket: { Ref: expect.any(String) },
    })
  })
})

describe('the API', () => {
  it('writes no path into its access log, where tokens would be', () => {
    const [stage] = Object.values(resourcesOf(synthesize().template, 'AWS::ApiGatewayV2::Stage'))
    expect(JSON.parse(stage!.Properties.AccessLogSettings.Format)).toEqual({
      requestId: '$context.requestId',
      routeKey: '$context.routeKey',
      status: '$context.status',
      latency: '$context.responseLatency',
    })
  })

  it('answers at its own host only, where it has a certificate for it', () => {
    const { template } = synthesize({
      publicUrl: 'https://alerts.example.net',
      certificate: 'arn:aws:acm:eu-west-1:111122223333:certificate/1',
    })
    template.hasResourceProperties('AWS::ApiGatewayV2::DomainName', { DomainName: 'alerts.example.net' })
    template.hasResourceProperties('AWS::ApiGatewayV2::Api', { DisableExecuteApiEndpoint: true })
  })
})
