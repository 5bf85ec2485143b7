import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

interface Consumed {
  readonly TableName?: string
  readonly CapacityUnits?: number
}

/** Requests that were made, the capacity they consumed, and by which. */
export interface Tally {
  readonly calls: Record<string, number>
  readonly units: Record<string, number>
}

const reads = new Set(['GetCommand', 'BatchGetCommand', 'QueryCommand'])

export const sum = (numbers: Readonly<Record<string, number>>) =>
  Object.values(numbers).reduce((total, each) => total + each, 0)

/** The part of a tally that reads, or that writes. */
export const unitsOf = ({ units }: Tally, kind: 'read' | 'write') =>
  sum(Object.fromEntries(Object.entries(units).filter(([name]) => reads.has(name) === (kind === 'read'))))

/** Makes every request say what it consumed, and adds it up. */
export const tallied = (client: DynamoDBDocumentClient) => {
  let tally: Tally = { calls: {}, units: {} }
  const send = client.send.bind(client) as (command: object) => Promise<{ ConsumedCapacity?: unknown }>
  const wired = async (command: { constructor: { name: string }; input: object }) => {
    const { name } = command.constructor
    Object.assign(command.input, { ReturnConsumedCapacity: 'INDEXES' })
    const answer = await send(command)
    const consumed = [answer.ConsumedCapacity ?? []].flat() as Consumed[]
    tally.calls[name] = (tally.calls[name] ?? 0) + 1
    for (const { CapacityUnits = 0 } of consumed) tally.units[name] = (tally.units[name] ?? 0) + CapacityUnits
    return answer
  }
  return {
    client: new Proxy(client, { get: (target, key) => (key === 'send' ? wired : Reflect.get(target, key)) }),
    /** What was tallied since the last time. */
    take() {
      const taken = tally
      tally = { calls: {}, units: {} }
      return taken
    },
  }
}
