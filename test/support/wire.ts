import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

interface Command {
  readonly constructor: { readonly name: string }
  readonly input: Record<string, unknown>
}

/** What a test does to a request: nothing, refuse it before it happens, or lose its answer afterwards. */
export type Meddling = (
  name: string,
  input: Record<string, unknown>,
) => { before?: Error; after?: Error } | undefined

interface Put {
  readonly Put?: { readonly TableName: string; readonly Item: Record<string, unknown> }
}

/** A call that was made to the engine, for those who count. */
export interface Call {
  readonly name: string
  readonly input: Record<string, unknown>
  readonly output: Record<string, unknown>
}

/**
 * Stands between the program and its engine: keeps what was put into the events table as the stream would bring
 * it, and meddles as a test says.
 */
export class Wire {
  meddle: Meddling = () => undefined
  onCall: ((call: Call) => void) | undefined
  /** Events in the order they were stored, not yet handed to anybody. */
  readonly stream: Record<string, unknown>[] = []

  readonly wrap = (client: DynamoDBDocumentClient): DynamoDBDocumentClient => {
    const send = client.send.bind(client) as (command: Command) => Promise<Record<string, unknown>>
    const wired = async (command: Command) => {
      const name = command.constructor.name
      const fault = this.meddle(name, command.input)
      if (fault?.before) throw fault.before
      const output = await send(command)
      this.onCall?.({ name, input: command.input, output })
      const items = (command.input['TransactItems'] ?? []) as Put[]
      for (const { Put } of items) if (Put?.TableName.endsWith('-events')) this.stream.push(Put.Item)
      if (fault?.after) throw fault.after
      return output
    }
    return new Proxy(client, { get: (target, key) => (key === 'send' ? wired : Reflect.get(target, key)) })
  }
}

export const errors = {
  throttled: () =>
    Object.assign(new Error('Throughput exceeds'), { name: 'ProvisionedThroughputExceededException' }),
  conflict: (actions: number) =>
    Object.assign(new Error('Transaction cancelled'), {
      name: 'TransactionCanceledException',
      CancellationReasons: Array.from({ length: actions }, (_, at) => ({
        Code: at === 0 ? 'TransactionConflict' : 'None',
      })),
    }),
  lost: () => Object.assign(new Error('socket hang up'), { name: 'TimeoutError', code: 'ECONNRESET' }),
}
