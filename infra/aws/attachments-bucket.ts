import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { BlockPublicAccess, Bucket, BucketEncryption, HttpMethods, ObjectOwnership } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'

interface Around {
  readonly key: IKey
  readonly lasting: boolean
  /** Where the pages are from which a browser may upload. */
  readonly publicUrl: string
}

/** What posts and the library carry. Nobody reads it but by an address that the program has signed for them. */
export const createAttachmentsBucket = (scope: Construct, { key, lasting, publicUrl }: Around) =>
  new Bucket(scope, 'Attachments', {
    encryption: BucketEncryption.KMS,
    encryptionKey: key,
    bucketKeyEnabled: true,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    cors: [
      {
        allowedMethods: [HttpMethods.PUT],
        allowedOrigins: [publicUrl],
        allowedHeaders: ['content-type', 'x-amz-checksum-sha256'],
        maxAge: 600,
      },
    ],
    lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1) }],
    removalPolicy: lasting ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  })
