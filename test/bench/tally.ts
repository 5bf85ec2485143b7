import type { DynamoDBClient, ReturnConsumedCapacity } from '@aws-sdk/client-dynamodb'

interface Consumed {
  readonly CapacityUnits?: number
}

/** Requests by operation, and the capacity units they consumed. */
export interface Tally {
  readonly calls: Record<string, number>
  readonly units: Record<string, number>
}

const reads = new Set(['GetItem', 'BatchGetItem', 'Query'])

export const sum = (numbers: Readonly<Record<string, number>>) =>
  Object.values(numbers).reduce((total, each) => total + each, 0)

/** The part of a tally's units that was consumed by reading, or by writing. */
export const unitsOf = ({ units }: Tally, kind: 'read' | 'write') =>
  sum(Object.fromEntries(Object.entries(units).filter(([name]) => reads.has(name) === (kind === 'read'))))

/** Has every request of a client say what it consumed, and adds it up until it is taken. */
export const tallyOn = (client: DynamoDBClient) => {
  let tally: Tally = { calls: {}, units: {} }
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const ReturnConsumedCapacity: ReturnConsumedCapacity = 'INDEXES'
        const input = { ...args.input, ReturnConsumedCapacity }
        const answer = await next({ ...args, input })
        const name = commandName.replace(/Command$/, '')
        const consumed = [(answer.output as { ConsumedCapacity?: Consumed[] }).ConsumedCapacity ?? []].flat()
        tally.calls[name] = (tally.calls[name] ?? 0) + 1
        for (const { CapacityUnits = 0 } of consumed)
          tally.units[name] = (tally.units[name] ?? 0) + CapacityUnits
        return answer
      },
    { step: 'initialize' },
  )
  return {
    take(): Tally {
      const taken = tally
      tally = { calls: {}, units: {} }
      return taken
    },
  }
}
