import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import {
  BatchExecuteStatementCommand,
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import { DomainError } from '../errors.ts'
import {
  addition,
  asStatement,
  asTransactItem,
  asWriteRequest,
  guard,
  type WriteRequest,
} from './requests.ts'
import { cancellationReasons, isAmbiguous, isTransientCode, type Patience, pause, persist } from './retry.ts'
import { type Action, ConditionFailed, type Item, type Key, type Query, type Store } from './store.ts'
import { type TableName, tables } from './tables.ts'

export type TableNames = Readonly<Record<TableName, string>>

/** Others wrote the same rows again and again while we tried. */
const tooBusy = () =>
  new DomainError('too-fast', 'Many changes to the same thing are under way. Try again in a moment.')

const isConflict = (error: unknown) =>
  cancellationReasons(error).some(({ Code }) => Code === 'TransactionConflict')

const failure = (action: Action, found: Item | undefined) =>
  action.orElse?.(found) ?? new ConditionFailed(action.table, found)

/** Whether a condition failed only because an earlier attempt of ours, whose answer was lost, had won. */
const alreadyDone = (action: Action, found: Item | undefined) =>
  'put' in action
    ? isDeepStrictEqual(found, JSON.parse(JSON.stringify(action.put)))
    : 'delete' in action && found === undefined

const chunksOf = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size))

/** So many batches of one read are asked for at once. */
const abreast = 4

const lost = new Set(['DuplicateItem', 'ConditionalCheckFailed'])

/**
 * The store on DynamoDB. Transient refusals are tried again with jitter; a transaction keeps its token, so
 * that a lost answer does not write twice; a single put or delete whose answer was lost recognizes itself.
 */
export const createStore = (client: DynamoDBDocumentClient, names: TableNames, patience: Patience): Store => {
  const insist = <T>(request: (attempt: number) => Promise<T>) => persist(patience, request)

  const send = async (action: Action) => {
    const TableName = names[action.table]
    if ('put' in action) await client.send(new PutCommand({ TableName, Item: action.put, ...guard(action) }))
    else if ('delete' in action)
      await client.send(new DeleteCommand({ TableName, Key: action.delete, ...guard(action) }))
    else if ('add' in action) await client.send(new UpdateCommand({ TableName, ...addition(action) }))
    else throw new TypeError('A check belongs in a transaction')
  }

  return {
    async get(table, key) {
      const command = new GetCommand({ TableName: names[table], Key: key, ConsistentRead: true })
      return (await insist(() => client.send(command))).Item
    },

    async getMany(keys) {
      const id = (table: string, { pk, sk }: Key) => `${table}\n${pk}\n${sk}`
      const found = new Map<string, Item>()
      const unique = [...new Map(keys.map((each) => [id(names[each.table], each.key), each])).values()]
      const fetch = async (some: typeof unique) => {
        const byTable = Object.entries(Object.groupBy(some, ({ table }) => names[table]))
        let rest = Object.fromEntries(
          byTable.map(([table, each = []]) => [
            table,
            { Keys: each.map(({ key }) => key), ConsistentRead: true },
          ]),
        )
        for (let attempt = 0; Object.keys(rest).length > 0; attempt++) {
          if (attempt > 0) await pause(patience, attempt)
          const answer = await insist(() => client.send(new BatchGetCommand({ RequestItems: rest })))
          for (const [table, items] of Object.entries(answer.Responses ?? {}))
            for (const item of items) found.set(id(table, item as unknown as Key), item)
          rest = (answer.UnprocessedKeys ?? {}) as typeof rest
        }
      }
      for (const batches of chunksOf(chunksOf(unique, 100), abreast)) await Promise.all(batches.map(fetch))
      return keys.map(({ table, key }) => found.get(id(names[table], key)))
    },

    async query({ table, index, partition, prefix, from, to, limit, after, descending }: Query) {
      const indexes: Record<string, { partition: string; sort: string }> = tables[table].indexes
      const keys = index ? indexes[index]! : { partition: 'pk', sort: 'sk' }
      const bounds =
        prefix !== undefined
          ? { text: ' AND begins_with(#sk, :prefix)', values: { ':prefix': prefix } }
          : from !== undefined || to !== undefined
            ? {
                text: ' AND #sk BETWEEN :from AND :to',
                values: { ':from': from ?? '\u0000', ':to': to ?? '\uffff' },
              }
            : { text: '', values: {} }
      const answer = await insist(() =>
        client.send(
          new QueryCommand({
            TableName: names[table],
            ...(index ? { IndexName: index } : { ConsistentRead: true }),
            KeyConditionExpression: `#pk = :pk${bounds.text}`,
            ExpressionAttributeNames: { '#pk': keys.partition, ...(bounds.text && { '#sk': keys.sort }) },
            ExpressionAttributeValues: { ':pk': partition, ...bounds.values },
            ...(limit !== undefined && { Limit: limit }),
            ...(after && { ExclusiveStartKey: after }),
            ScanIndexForward: !descending,
          }),
        ),
      )
      return { items: answer.Items ?? [], ...(answer.LastEvaluatedKey && { next: answer.LastEvaluatedKey }) }
    },

    async write(action) {
      let answerLost = false
      await insist(async () => {
        try {
          await send(action)
        } catch (error) {
          const { name, Item } = error as { name?: string; Item?: Record<string, never> }
          if (name === 'ConditionalCheckFailedException') {
            const found = Item && unmarshall(Item)
            if (answerLost && alreadyDone(action, found)) return
            throw failure(action, found)
          }
          if (isAmbiguous(error) && 'add' in action)
            throw Object.assign(error as Error, { name: 'CounterInDoubt' })
          answerLost ||= isAmbiguous(error)
          throw error
        }
      })
    },

    async transact(actions) {
      if (actions.length === 0) return
      const command = new TransactWriteCommand({
        ClientRequestToken: randomUUID(),
        TransactItems: actions.map((action) => asTransactItem(action, names[action.table])),
      })
      try {
        await insist(() => client.send(command))
      } catch (error) {
        const at = cancellationReasons(error).findIndex(({ Code }) => Code === 'ConditionalCheckFailed')
        if (at < 0) throw isConflict(error) ? tooBusy() : error
        const found = cancellationReasons(error)[at]?.Item as Record<string, never> | undefined
        throw failure(actions[at]!, found && unmarshall(found))
      }
    },

    async writeMany(actions) {
      for (const some of chunksOf(actions, 25)) {
        let rest: Record<string, WriteRequest[]> = {}
        for (const [table, each = []] of Object.entries(
          Object.groupBy(some, (action) => names[action.table]),
        ))
          rest[table] = each.map(asWriteRequest)
        for (let attempt = 0; Object.keys(rest).length > 0; attempt++) {
          if (attempt > 0) await pause(patience, attempt)
          const command = new BatchWriteCommand({ RequestItems: rest })
          rest = (await insist(() => client.send(command))).UnprocessedItems ?? {}
        }
      }
    },

    async swap(table, swaps) {
      const won = swaps.map(() => false)
      let open = swaps.map((_, at) => at)
      for (let attempt = 0; open.length > 0; attempt++) {
        if (attempt > 0) await pause(patience, attempt)
        const Statements = open.map((at) => asStatement(swaps[at]!, names[table]))
        const answer = await insist(() => client.send(new BatchExecuteStatementCommand({ Statements })))
        const again: number[] = []
        answer.Responses?.forEach(({ Error: refusal }, place) => {
          const at = open[place]!
          if (!refusal) won[at] = true
          else if (isTransientCode(refusal.Code) && attempt + 1 < patience.attempts) again.push(at)
          else if (!lost.has(refusal.Code ?? ''))
            throw Object.assign(new Error('A statement was refused'), { name: refusal.Code })
        })
        open = again
      }
      return won
    },
  }
}
