import { createHash } from 'node:crypto'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { canonical } from '../../../shared/canonical.ts'
import { dynamoDbClient, startDynamoDb } from '../../local/dynamodb.ts'
import { wholeTable } from '../../whole-table.ts'

export const contentsSchema = z.record(z.string(), z.object({ rows: z.int(), digest: z.string() }))

/** Of each table, how many rows it has and a digest of them all, whatever their order. */
export type Contents = z.infer<typeof contentsSchema>

const digestOf = (text: string) => createHash('sha256').update(text).digest('base64url')

/** Row by row, so that no more than a digest of each is in memory. */
const contentOf = async (client: DynamoDBDocumentClient, name: string): Promise<Contents[string]> => {
  const digests: string[] = []
  for await (const row of wholeTable(client, name)) digests.push(digestOf(canonical(row)))
  return { rows: digests.length, digest: digestOf(digests.sort().join('\n')) }
}

/** What a database file holds, read by an engine of its own from a copy of it, so that the file stays as it is. */
export const contentsOf = async (file: string): Promise<Contents> => {
  const scratch = mkdtempSync(join(tmpdir(), 'tocsin-look-'))
  try {
    const copy = join(scratch, 'dynamodb.sqlite')
    copyFileSync(file, copy)
    const engine = await startDynamoDb(copy)
    const client = dynamoDbClient(engine.endpoint)
    const rows = DynamoDBDocumentClient.from(client)
    try {
      const contents: Record<string, Contents[string]> = {}
      const { TableNames = [] } = await client.send(new ListTablesCommand())
      for (const name of TableNames.toSorted()) contents[name] = await contentOf(rows, name)
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
