import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { Bucket } from 'aws-cdk-lib/aws-s3'
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { OutgoingMail } from './mail.ts'
import type { Queues } from './queues.ts'
import type { Settings } from './settings.ts'
import type { Tables } from './tables.ts'

/** What functions are given access to, made before any of them. */
export interface Resources {
  readonly settings: Settings
  readonly key: IKey
  readonly tables: Tables
  readonly queues: Queues
  readonly mail: OutgoingMail
  readonly inbound: Bucket
  readonly attachments: Bucket
  readonly signingKeys: Secret
  readonly publicUrl: string
}
