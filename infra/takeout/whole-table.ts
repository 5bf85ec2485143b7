import { type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb'
import type { TableNames } from '../../shared/storage/dynamodb.ts'
import type { Item } from '../../shared/storage/store.ts'
import { tableNames } from '../../shared/storage/tables.ts'
import type { Found } from '../../shared/takeout/write.ts'

/**
 * Every row there is, table by table, a page at a time. The one scan of the house: taking everything out is reading
 * whole tables. No function has the right to it; whoever runs the installation has.
 */
export async function* wholeTables(client: DynamoDBDocumentClient, names: TableNames): AsyncGenerator<Found> {
  for (const table of tableNames) {
    let after: Item | undefined
    do {
      const page = await client.send(
        new ScanCommand({
          TableName: names[table],
          ConsistentRead: true,
          ...(after && { ExclusiveStartKey: after }),
        }),
      )
      for (const item of page.Items ?? []) yield { table, item }
      after = page.LastEvaluatedKey
    } while (after)
  }
}
