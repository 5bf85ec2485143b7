import { RemovalPolicy } from 'aws-cdk-lib'
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { Construct } from 'constructs'
import { expiryAttribute, type TableDefinition, type TableName, tables } from '../../shared/storage/tables.ts'
import { entriesOf, mapRecord } from './by-name.ts'

export type Tables = Readonly<Record<TableName, Table>>

const text = (name: string) => ({ name, type: AttributeType.STRING })

/** The tables of the registry. */
export const createTables = (parent: Construct, key: IKey, lasting: boolean): Tables => {
  const scope = new Construct(parent, 'Tables')
  return mapRecord<TableName, TableDefinition, Table>(tables, (name, { stream, indexes }) => {
    const table = new Table(scope, name, {
      partitionKey: text('pk'),
      sortKey: text('sk'),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      timeToLiveAttribute: expiryAttribute,
      deletionProtection: lasting,
      removalPolicy: lasting ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      ...(stream && { stream: StreamViewType.NEW_IMAGE }),
    })
    for (const [indexName, { partition, sort, projection }] of entriesOf(indexes))
      table.addGlobalSecondaryIndex({
        indexName,
        partitionKey: text(partition),
        sortKey: text(sort),
        projectionType: ProjectionType[projection],
      })
    return table
  })
}
