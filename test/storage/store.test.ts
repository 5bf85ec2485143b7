import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import {
  BatchExecuteStatementCommand,
  BatchGetCommand,
  BatchWriteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, it } from 'vitest'
import type { DomainError } from '../../shared/errors.ts'
import { createStore } from '../../shared/storage/dynamodb.ts'
import { ConditionFailed } from '../../shared/storage/store.ts'
import { type TableName, tableNames } from '../../shared/storage/tables.ts'
import { errors } from '../support/wire.ts'
import { createWorld } from '../support/world.ts'

const dynamo = mockClient(DynamoDBDocumentClient)
const names = Object.fromEntries(tableNames.map((name) => [name, name])) as Record<TableName, string>
const patience = { attempts: 4, sleep: async () => {}, random: () => 0.5 }
const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-west-1' }))
const store = createStore(client, names, patience)
const row = { pk: 'a', sk: 'b', version: 1 }

describe('the store in what an engine cannot be made to do', () => {
  beforeEach(() => dynamo.reset())

  it('asks again for the keys that a batch left out', async () => {
    const two = { pk: 'c', sk: 'd' }
    dynamo
      .on(BatchGetCommand)
      .resolvesOnce({ Responses: { members: [row] }, UnprocessedKeys: { members: { Keys: [two] } } })
      .resolves({ Responses: { members: [two] } })
    const keys = [row, two].map(({ pk, sk }) => ({ table: 'members' as const, key: { pk, sk } }))
    expect(await store.getMany(keys)).toEqual([row, two])
  })

  it('writes again what a batch left out', async () => {
    dynamo
      .on(BatchWriteCommand)
      .resolvesOnce({ UnprocessedItems: { agenda: [{ PutRequest: { Item: row } }] } })
      .resolves({})
    await store.writeMany([{ table: 'agenda', put: row }])
    expect(dynamo.commandCalls(BatchWriteCommand).length).toBe(2)
  })

  it('repeats a transaction whose answer was lost under the same token', async () => {
    dynamo.on(TransactWriteCommand).rejectsOnce(errors.lost()).resolves({})
    await store.transact([{ table: 'members', put: row }])
    const tokens = dynamo
      .commandCalls(TransactWriteCommand)
      .map(({ args }) => args[0].input.ClientRequestToken)
    expect(new Set(tokens).size).toBe(1)
    expect(tokens.length).toBe(2)
  })

  it('says that too much is going on when conflicts never end', async () => {
    dynamo.on(TransactWriteCommand).rejects(errors.conflict(1))
    const failure: unknown = await store
      .transact([{ table: 'members', put: row }])
      .catch((error: unknown) => error)
    expect((failure as DomainError).code).toBe('too-fast')
    expect(dynamo.commandCalls(TransactWriteCommand).length).toBe(4)
  })

  it('repeats, of a batch of statements, those that were throttled', async () => {
    const insert = (sk: string) => ({ insert: { pk: 'a', sk } })
    dynamo
      .on(BatchExecuteStatementCommand)
      .resolvesOnce({
        Responses: [{}, { Error: { Code: 'ThrottlingError' } }, { Error: { Code: 'DuplicateItem' } }],
      })
      .resolves({ Responses: [{}] })
    expect(await store.swap('deliveries', [insert('1'), insert('2'), insert('3')])).toEqual([
      true,
      true,
      false,
    ])
    expect(dynamo.commandCalls(BatchExecuteStatementCommand)[1]!.args[0].input.Statements!.length).toBe(1)
  })

  it('does not take a refusal for an answer when it is not one of those it knows', async () => {
    dynamo
      .on(BatchExecuteStatementCommand)
      .resolves({ Responses: [{ Error: { Code: 'ValidationError', Message: 'never seen' } }] })
    await expect(store.swap('deliveries', [{ insert: row }])).rejects.toMatchObject({
      name: 'ValidationError',
    })
  })

  it('gives up an outage in the end, and at once what will never work', async () => {
    dynamo.on(GetCommand).rejects(errors.throttled())
    await expect(store.get('members', row)).rejects.toThrow()
    expect(dynamo.commandCalls(GetCommand).length).toBe(4)
    dynamo.reset()
    dynamo.on(PutCommand).rejects(Object.assign(new Error(), { name: 'AccessDeniedException' }))
    await expect(store.write({ table: 'members', put: row })).rejects.toThrow()
    expect(dynamo.commandCalls(PutCommand).length).toBe(1)
  })
})

describe('the store on a real engine', () => {
  it('tells a lost answer of its own from somebody else’s write', async () => {
    dynamo.restore()
    let lose = false
    const world = await createWorld({
      engine: 'dynoxide',
      client: (plain) =>
        new Proxy(plain, {
          get: (target, key) =>
            key === 'send'
              ? async (command: never) => {
                  const answer = await target.send(command)
                  if (!lose) return answer
                  lose = false
                  throw errors.lost()
                }
              : Reflect.get(target, key),
        }),
    })
    const { store: real } = world.deps
    lose = true
    await real.write({ table: 'members', put: row, if: 'absent' })
    await expect(
      real.write({ table: 'members', put: { ...row, version: 2 }, if: 'absent' }),
    ).rejects.toBeInstanceOf(ConditionFailed)
    lose = true
    await real.transact([{ table: 'members', put: { ...row, sk: 'c' }, if: 'absent' }])
    expect((await real.get('members', { pk: 'a', sk: 'c' }))?.['version']).toBe(1)
  })

  it('keeps a counter within its limit under a hundred at once', async () => {
    const world = await createWorld({ engine: 'dynoxide' })
    const add = () =>
      world.deps.store
        .write({
          table: 'meetings',
          add: { pk: 'm', sk: 'counter' },
          by: { taken: 1 },
          atMost: { taken: 25 },
        })
        .then(
          () => true,
          () => false,
        )
    const won = await Promise.all(Array.from({ length: 100 }, add))
    expect(won.filter(Boolean).length).toBe(25)
  })
})
