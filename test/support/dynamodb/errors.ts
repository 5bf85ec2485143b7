import type { AttributeValue } from '@aws-sdk/client-dynamodb'

const named = (name: string, message: string, more: object = {}) =>
  Object.assign(new Error(message), { name, ...more })

/** What DynamoDB would not even try. */
export const refused = (message: string): never => {
  throw named('ValidationException', message)
}

export type Stored = Record<string, AttributeValue>

export const conditionFailed = (found: Stored | undefined) =>
  named('ConditionalCheckFailedException', 'The conditional request failed', found && { Item: found })

export interface Reason {
  readonly Code: string
  readonly Item?: Stored
}

export const cancelled = (reasons: readonly Reason[]) =>
  named('TransactionCanceledException', 'Transaction cancelled', { CancellationReasons: reasons })
