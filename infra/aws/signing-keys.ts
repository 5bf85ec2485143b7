import { RemovalPolicy } from 'aws-cdk-lib'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { Construct } from 'constructs'

/**
 * The signing keyring, made at the first deployment: 64 letters and digits are base64 for 48 bytes.
 * Never change what is asked for here: CloudFormation would make a new key and every link would die.
 */
export const createSigningKeys = (scope: Construct, key: IKey, lasting: boolean) =>
  new Secret(scope, 'SigningKeys', {
    description:
      'Tocsin: keys by id that sign links, replies, cursors and codes, and the id of the current one',
    encryptionKey: key,
    generateSecretString: {
      secretStringTemplate: JSON.stringify({ current: 'k1' }),
      generateStringKey: 'k1',
      passwordLength: 64,
      excludePunctuation: true,
    },
    removalPolicy: lasting ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  })
