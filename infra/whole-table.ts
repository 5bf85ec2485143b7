import { type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb'
import type { Item } from '../shared/storage/store.ts'

/**
 * Every row of a table, a page at a time. The one scan of the house: taking everything out and comparing a backup read
 * whole tables. No function has the right to it; whoever runs the installation has.
 */
export async function* wholeTable(client: DynamoDBDocumentClient, TableName: string): AsyncGenerator<Item> {
  let after: Item | undefined
  do {
    const page = await client.send(
      new ScanCommand({ TableName, ConsistentRead: true, ...(after && { ExclusiveStartKey: after }) }),
    )
    yield* page.Items ?? []
    after = page.LastEvaluatedKey
  } while (after)
}
