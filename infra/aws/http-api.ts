import { CfnOutput, Stack } from 'aws-cdk-lib'
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import { DomainName, HttpApi, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import { Construct } from 'constructs'
import { createLogGroup } from './log-group.ts'
import type { Settings } from './settings.ts'

/** Never the path or the query, where capability links carry their token, nor the caller's address. */
const accessLog = {
  requestId: '$context.requestId',
  routeKey: '$context.routeKey',
  status: '$context.status',
  latency: '$context.responseLatency',
}

const createDomain = (scope: Construct, certificateArn: string, publicUrl: string) => {
  const domain = new DomainName(scope, 'Domain', {
    domainName: new URL(publicUrl).host,
    certificate: Certificate.fromCertificateArn(scope, 'Certificate', certificateArn),
  })
  new CfnOutput(Stack.of(scope), 'ApiCnameTarget', { value: domain.regionalDomainName })
  return domain
}

/** The HTTP API, still without a function behind it, so that functions can be told its address. */
export const createHttpApi = (parent: Construct, { certificate, publicUrl, lasting }: Settings) => {
  const scope = new Construct(parent, 'Http')
  const domainName = certificate && publicUrl ? createDomain(scope, certificate, publicUrl) : undefined
  const api = new HttpApi(scope, 'Api', {
    description: 'Tocsin: the JSON API, the pages behind mailed links and the public feeds',
    createDefaultStage: false,
    disableExecuteApiEndpoint: domainName !== undefined,
  })
  new HttpStage(scope, 'Stage', {
    httpApi: api,
    stageName: '$default',
    autoDeploy: true,
    throttle: { rateLimit: 200, burstLimit: 400 },
    accessLogSettings: {
      destination: new LogGroupLogDestination(createLogGroup(scope, 'AccessLog', lasting)),
      format: AccessLogFormat.custom(JSON.stringify(accessLog)),
    },
    ...(domainName && { domainMapping: { domainName } }),
  })
  const url = publicUrl ?? api.apiEndpoint
  new CfnOutput(parent, 'PublicUrl', { value: url })
  return { api, publicUrl: url }
}
