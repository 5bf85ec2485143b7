import { Aws, RemovalPolicy } from 'aws-cdk-lib'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Key } from 'aws-cdk-lib/aws-kms'
import type { Construct } from 'constructs'

/** The one key that tables, queues, inbound mail and the signing keys are encrypted with. */
export const createDataKey = (scope: Construct, lasting: boolean) => {
  const key = new Key(scope, 'DataKey', {
    description: 'Tocsin: tables, queues, inbound mail and signing keys',
    enableKeyRotation: true,
    removalPolicy: lasting ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  })
  // EventBridge puts SES's events on an encrypted queue, SES puts inbound mail into an encrypted bucket.
  for (const service of ['events.amazonaws.com', 'ses.amazonaws.com'])
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal(service)],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    )
  return key
}
