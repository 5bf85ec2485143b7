import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { TableNames } from '../../shared/storage/dynamodb.ts'
import { tableNames } from '../../shared/storage/tables.ts'
import type { Found } from '../../shared/takeout/write.ts'
import { wholeTable } from '../whole-table.ts'

/** Every row there is, table by table. */
export async function* allTables(client: DynamoDBDocumentClient, names: TableNames): AsyncGenerator<Found> {
  for (const table of tableNames)
    for await (const item of wholeTable(client, names[table])) yield { table, item }
}
