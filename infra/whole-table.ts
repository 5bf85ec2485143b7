import { type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb'
import { persist } from '../shared/storage/retry.ts'
import type { Item } from '../shared/storage/store.ts'
import { patience } from './patience.ts'

/**
 * Every row of a table, a page at a time. The one scan of the house: taking everything out, comparing a backup and
 * dropping a key read whole tables. What is refused for the moment is asked for again. No function has the right to
 * it; whoever runs the installation has.
 */
export async function* wholeTable(client: DynamoDBDocumentClient, TableName: string): AsyncGenerator<Item> {
  let after: Item | undefined
  do {
    const command = new ScanCommand({
      ...{ TableName, ConsistentRead: true },
      ...(after && { ExclusiveStartKey: after }),
    })
    const page = await persist(patience, () => client.send(command))
    yield* page.Items ?? []
    after = page.LastEvaluatedKey
  } while (after)
}
