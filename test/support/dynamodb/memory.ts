import { setImmediate as turn } from 'node:timers/promises'
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import type { Item, Key } from '../../../shared/storage/store.ts'
import { type IndexDefinition, tables } from '../../../shared/storage/tables.ts'
import { holds, type Placeholders, updated } from './conditions.ts'
import { cancelled, conditionFailed, type Reason, refused } from './errors.ts'
import { compare, type Row, rowOf, Table } from './rows.ts'
import { execute } from './statements.ts'

// biome-ignore lint/suspicious/noExplicitAny: requests are of the shapes that the SDK's commands take.
type Input = any

interface Write extends Placeholders {
  readonly TableName: string
  readonly Item?: Key & Item
  readonly Key?: Key
  readonly UpdateExpression?: string
  readonly ConditionExpression?: string
}

const largestPage = 1024 * 1024
const copyOf = ({ stored }: Row): Item => unmarshall(stored)
const numberOf = (list: readonly unknown[], most: number) => {
  if (list.length === 0 || list.length > most) refused(`Between 1 and ${most} of them`)
}

/**
 * DynamoDB in memory, as far as our store uses it: conditions, transactions that are all or nothing and know their
 * token, pages, indexes, batches, and the limits of each. Whatever else is asked for is refused, so that nothing
 * passes here that would not pass there; `test/storage/engines.test.ts` holds it against the real engine.
 */
export class MemoryDynamoDb {
  readonly #tables: Readonly<Record<string, Table>>
  readonly #tokens = new Set<string>()

  /** The tables of the registry, under names of one's own. */
  constructor(names: Readonly<Record<string, string>>) {
    this.#tables = Object.fromEntries(
      Object.entries(tables).map(([name, { indexes }]) => [
        names[name],
        new Table(indexes as Readonly<Record<string, IndexDefinition>>),
      ]),
    )
  }

  readonly #tableOf = (name: string): Table => this.#tables[name] ?? refused(`No table ${name}`)

  /** Whether a write may be made, on which row, and what to do then. */
  #prepare(
    { TableName, Item, Key, UpdateExpression, ConditionExpression, ...places }: Write,
    deletes: boolean,
  ) {
    const table = this.#tableOf(TableName)
    const row = Item && rowOf(Item)
    if (row) table.check(row)
    const key = (row?.plain ?? Key) as Key
    const before = table.get(key)
    const isMet = holds(before?.plain, ConditionExpression, places)
    const carryOut = () => {
      if (row) table.put(row)
      else if (UpdateExpression)
        table.put(rowOf(updated(before?.plain ?? { ...key }, UpdateExpression, places)))
      else if (deletes) table.remove(key)
    }
    return { at: `${TableName}\n${key.pk}\n${key.sk}`, before, isMet, carryOut }
  }

  #write(input: Write, deletes = false) {
    const { before, isMet, carryOut } = this.#prepare(input, deletes)
    if (!isMet) throw conditionFailed(before?.stored)
    carryOut()
    return {}
  }

  #transact({ TransactItems, ClientRequestToken: token }: Input) {
    numberOf(TransactItems, 100)
    if (this.#tokens.has(token)) return {}
    const prepared = (TransactItems as Record<string, Write>[]).map((item) => {
      const [[kind, write] = refused('Nothing to do')] = Object.entries(item)
      return this.#prepare(write!, kind === 'Delete')
    })
    if (new Set(prepared.map(({ at }) => at)).size < prepared.length) refused('Two actions on one row')
    if (prepared.some(({ isMet }) => !isMet))
      throw cancelled(
        prepared.map(
          ({ isMet, before }): Reason =>
            isMet
              ? { Code: 'None' }
              : { Code: 'ConditionalCheckFailed', ...(before && { Item: before.stored }) },
        ),
      )
    for (const { carryOut } of prepared) carryOut()
    this.#tokens.add(token)
    return {}
  }

  #query(input: Input) {
    const view = this.#tableOf(input.TableName).view(input.IndexName)
    const { partition, sort, projection } = view.definition
    const values = input.ExpressionAttributeValues
    const passes = (value: string) => {
      if (':prefix' in values) return value.startsWith(values[':prefix'])
      if (!(':from' in values)) return true
      return compare(value, values[':from']) >= 0 && compare(value, values[':to']) <= 0
    }
    const start = input.ExclusiveStartKey && view.placeOf(input.ExclusiveStartKey)?.place
    const kept = projection === 'ALL' ? undefined : new Set(['pk', 'sk', partition, sort])
    const keysOf = (item: Item) =>
      Object.fromEntries(['pk', 'sk', partition, sort].map((name) => [name, item[name]]))
    const items: Item[] = []
    let size = 0
    for (const row of view.partition(values[':pk'])?.walk(passes, start, !input.ScanIndexForward) ?? []) {
      const item = copyOf(row)
      items.push(kept ? Object.fromEntries(Object.entries(item).filter(([name]) => kept.has(name))) : item)
      size += row.size
      if (items.length === input.Limit || size > largestPage)
        return { Items: items, LastEvaluatedKey: keysOf(item) }
    }
    return { Items: items }
  }

  readonly #commands: Readonly<Record<string, (input: Input) => object>> = {
    GetCommand: ({ TableName, Key }) => {
      const row = this.#tableOf(TableName).get(Key)
      return row ? { Item: copyOf(row) } : {}
    },
    BatchGetCommand: ({ RequestItems }) => {
      numberOf(
        Object.values(RequestItems).flatMap(({ Keys }: Input) => Keys),
        100,
      )
      const read = ([name, { Keys }]: [string, Input]) =>
        [
          name,
          Keys.map((key: Key) => this.#tableOf(name).get(key))
            .filter(Boolean)
            .map(copyOf),
        ] as const
      return { Responses: Object.fromEntries(Object.entries(RequestItems).map(read)) }
    },
    QueryCommand: (input) => this.#query(input),
    ScanCommand: ({ TableName }) => ({ Items: [...this.#tableOf(TableName).rows()].map(copyOf) }),
    PutCommand: (input) => this.#write(input),
    DeleteCommand: (input) => this.#write(input, true),
    UpdateCommand: (input) => this.#write(input),
    TransactWriteCommand: (input) => this.#transact(input),
    BatchWriteCommand: ({ RequestItems }) => {
      const requests = Object.entries(RequestItems).flatMap(([TableName, each]) =>
        (each as Input[]).map(({ PutRequest, DeleteRequest }) => ({
          TableName,
          ...PutRequest,
          ...DeleteRequest,
        })),
      )
      numberOf(requests, 25)
      for (const request of requests) this.#write(request, 'Key' in request)
      return {}
    },
    BatchExecuteStatementCommand: ({ Statements }) => {
      numberOf(Statements, 25)
      return { Responses: Statements.map((statement: Input) => execute(this.#tableOf, statement)) }
    },
  }

  /** A client of it: each request is one step of its own, before and after which others may come. */
  client(): DynamoDBDocumentClient {
    const send = async ({
      constructor: { name },
      input,
    }: {
      constructor: { name: string }
      input: Input
    }) => {
      await turn()
      const answer = (this.#commands[name] ?? refused(`A command unknown to this engine: ${name}`))(input)
      await turn()
      return answer
    }
    return { send } as unknown as DynamoDBDocumentClient
  }
}
