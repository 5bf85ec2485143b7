import type { BatchWriteCommandInput, TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb'
import { additionExpression, conditionExpression } from './expressions.ts'
import type { Action, Key, Swap } from './store.ts'

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number]

const old = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const

/** The condition of a write, as its request wants it. */
export const guard = (action: Action): { ConditionExpression?: string } & Record<string, unknown> => {
  const condition = conditionExpression(action.if)
  if (!condition) return {}
  return {
    ...old,
    ConditionExpression: condition.text,
    ExpressionAttributeNames: condition.names,
    ...(Object.keys(condition.values).length > 0 && { ExpressionAttributeValues: condition.values }),
  }
}

/** Counters added to, as `UpdateItem` wants it. */
export const addition = (action: Extract<Action, { add: Key }>) => {
  const { update, condition, names, values } = additionExpression(action)
  return {
    ...old,
    Key: action.add,
    UpdateExpression: update,
    ...(condition && { ConditionExpression: condition }),
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  }
}

export const asTransactItem = (action: Action, TableName: string): TransactItem => {
  if ('put' in action) return { Put: { TableName, Item: action.put, ...guard(action) } }
  if ('delete' in action) return { Delete: { TableName, Key: action.delete, ...guard(action) } }
  if ('add' in action) return { Update: { TableName, ...addition(action) } }
  const check = guard({ ...action, if: action.if ?? 'present' })
  return {
    ConditionCheck: {
      TableName,
      Key: action.check,
      ...check,
      ConditionExpression: check.ConditionExpression!,
    },
  }
}

const quoted = (name: string) => `"${name}"`

/** A compare-and-set as PartiQL; one `SET` of one attribute is what every engine understands alike. */
export const asStatement = (swap: Swap, table: string) => {
  if ('insert' in swap) {
    const entries = Object.entries(swap.insert).filter(([, value]) => value !== undefined)
    const shape = entries.map(([name]) => `'${name}': ?`).join(', ')
    return {
      Statement: `INSERT INTO ${quoted(table)} VALUE {${shape}}`,
      Parameters: entries.map(([, value]) => value),
    }
  }
  const { key, attribute, value, version } = swap
  return {
    Statement: `UPDATE ${quoted(table)} SET ${quoted(attribute)} = ? WHERE "pk" = ? AND "sk" = ? AND ${quoted(attribute)}."version" = ?`,
    Parameters: [value, key.pk, key.sk, version],
  }
}

export type WriteRequest = NonNullable<BatchWriteCommandInput['RequestItems']>[string][number]

/** An unconditional put or delete, as a batch wants it. */
export const asWriteRequest = (action: Action): WriteRequest => {
  if ('put' in action) return { PutRequest: { Item: action.put } }
  if ('delete' in action) return { DeleteRequest: { Key: action.delete } }
  throw new TypeError('A batch puts and deletes')
}
