import { CfnOutput, Stack } from 'aws-cdk-lib'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import type { IBucket } from 'aws-cdk-lib/aws-s3'
import { ReceiptRuleSet, TlsPolicy } from 'aws-cdk-lib/aws-ses'
import { Lambda, LambdaInvocationType, S3 } from 'aws-cdk-lib/aws-ses-actions'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'

/** Mail to the domain: kept in the bucket first, then shown to the function, which knows it by its message id. */
export const onInboundMail = (
  scope: Construct,
  target: IFunction,
  { domain, bucket, deadLetters }: { domain: string; bucket: IBucket; deadLetters: IQueue },
) => {
  target.addToRolePolicy(
    new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [deadLetters.queueArn] }),
  )
  target.configureAsyncInvoke({
    retryAttempts: 2,
    onFailure: { bind: () => ({ destination: deadLetters.queueArn }) },
  })
  const ruleSet = new ReceiptRuleSet(scope, 'RuleSet')
  ruleSet.addRule('Replies', {
    recipients: [domain],
    scanEnabled: true,
    // Somebody in danger may have only an old server to answer through.
    tlsPolicy: TlsPolicy.OPTIONAL,
    actions: [
      new S3({ bucket }),
      new Lambda({ function: target, invocationType: LambdaInvocationType.EVENT }),
    ],
  })
  new CfnOutput(Stack.of(scope), 'ReceiptRuleSet', { value: ruleSet.receiptRuleSetName })
}
