import { join } from 'node:path'
import * as z from 'zod'
import { readJson, replaceFile } from '../data-dir.ts'

/** The last sequence number dealt with, by stream and shard. */
const positionsSchema = z.record(z.string(), z.string())

export interface Positions {
  get(stream: string, shard: string): string | undefined
  set(stream: string, shard: string, sequenceNumber: string): void
}

/** Kept in a file, so that a start goes on where the last one ended; in memory without a directory. */
export const openPositions = (dataDir: string | undefined): Positions => {
  const path = dataDir && join(dataDir, 'streams.json')
  const positions = positionsSchema.parse((path && readJson(path)) ?? {})
  const key = (stream: string, shard: string) => `${stream} ${shard}`
  return {
    get: (stream, shard) => positions[key(stream, shard)],
    set(stream, shard, sequenceNumber) {
      positions[key(stream, shard)] = sequenceNumber
      if (path) replaceFile(path, JSON.stringify(positions))
    },
  }
}
