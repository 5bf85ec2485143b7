/**
 * Every table, its indexes and its stream: read by repositories, by both runtimes and by the tests.
 * All keys are strings; every table has partition `pk` and sort `sk`, and rows with `expiresAt`
 * (Unix seconds) leave by themselves. Lists are rows of their own beside the record (see collection.ts),
 * so that they are read consistently; indexes are for what is written too often for that.
 */
export const tables = {
  members: { indexes: {} },
  situations: { indexes: {} },
  coalitions: { indexes: {} },
  meetings: { indexes: {} },
  alerts: { indexes: {} },
  events: {
    stream: true,
    indexes: { byDay: { partition: 'day', sort: 'sk', projection: 'ALL' } },
  },
  deliveries: {
    indexes: {
      byContact: { partition: 'contactId', sort: 'at', projection: 'KEYS_ONLY' },
      byException: { partition: 'exception', sort: 'at', projection: 'KEYS_ONLY' },
    },
  },
  agenda: { indexes: {} },
  integrations: { indexes: {} },
  audit: { indexes: { byActor: { partition: 'actorId', sort: 'sk', projection: 'ALL' } } },
} as const satisfies Record<string, TableDefinition>

export type TableName = keyof typeof tables

export interface IndexDefinition {
  readonly partition: string
  readonly sort: string
  readonly projection: 'ALL' | 'KEYS_ONLY'
}

export interface TableDefinition {
  readonly stream?: true
  readonly indexes: Readonly<Record<string, IndexDefinition>>
}

export const tableNames = Object.keys(tables) as TableName[]

/** The attribute that DynamoDB's expiry looks at, in every table. */
export const expiryAttribute = 'expiresAt'
