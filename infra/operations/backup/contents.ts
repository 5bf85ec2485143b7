import { createHash } from 'node:crypto'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DynamoDBClient, ListTablesCommand, ScanCommand } from '@aws-sdk/client-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import * as z from 'zod'
import { canonical } from '../../../shared/canonical.ts'
import { dynamoDbClient, startDynamoDb } from '../../local/dynamodb.ts'

export const contentsSchema = z.record(z.string(), z.object({ rows: z.int(), digest: z.string() }))

/** Of each table, how many rows it has and a digest of them all, whatever their order. */
export type Contents = z.infer<typeof contentsSchema>

const rowsOf = async (client: DynamoDBClient, TableName: string) => {
  const rows: string[] = []
  let after: Record<string, never> | undefined
  do {
    const page = await client.send(new ScanCommand({ TableName, ExclusiveStartKey: after }))
    rows.push(...(page.Items ?? []).map((item) => canonical(unmarshall(item))))
    after = page.LastEvaluatedKey as typeof after
  } while (after)
  return rows.sort()
}

/** What a database file holds, read by an engine of its own from a copy of it, so that the file stays as it is. */
export const contentsOf = async (file: string): Promise<Contents> => {
  const scratch = mkdtempSync(join(tmpdir(), 'tocsin-look-'))
  try {
    const copy = join(scratch, 'dynamodb.sqlite')
    copyFileSync(file, copy)
    const engine = await startDynamoDb(copy)
    const client = dynamoDbClient(engine.endpoint)
    try {
      const contents: Record<string, Contents[string]> = {}
      const { TableNames = [] } = await client.send(new ListTablesCommand())
      for (const name of TableNames.toSorted()) {
        const rows = await rowsOf(client, name)
        contents[name] = {
          rows: rows.length,
          digest: createHash('sha256').update(rows.join('\n')).digest('base64url'),
        }
      }
      return contents
    } finally {
      client.destroy()
      await engine.stop()
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** The tables in which one differs from the other. */
export const differing = (a: Contents, b: Contents): string[] =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((name) => a[name]?.digest !== b[name]?.digest)
