import type { Action, Condition, Expected } from './store.ts'

export interface Expression {
  readonly text: string
  readonly names: Record<string, string>
  readonly values: Record<string, unknown>
}

/** A name may lead into a map: `delivery.version`. */
const pathOf = (name: string, names: Record<string, string>) =>
  name
    .split('.')
    .map((step) => {
      names[`#${step}`] = step
      return `#${step}`
    })
    .join('.')

const comparison = (path: string, place: number, value: unknown, values: Record<string, unknown>) => {
  if (value === undefined) return `attribute_not_exists(${path})`
  const options = Array.isArray(value) ? value : [value]
  const places = options.map((option, at) => {
    values[`:v${place}_${at}`] = option
    return `:v${place}_${at}`
  })
  return `${path} IN (${places.join(', ')})`
}

const expectation = (expected: Expected): Expression => {
  const names: Record<string, string> = { '#pk': 'pk' }
  const values: Record<string, unknown> = {}
  const clauses = Object.entries(expected).map(([name, value], place) =>
    comparison(pathOf(name, names), place, value, values),
  )
  return { text: ['attribute_exists(#pk)', ...clauses].join(' AND '), names, values }
}

/** A condition as DynamoDB's expression; attribute names always go by placeholder, for many are reserved. */
export const conditionExpression = (condition: Condition | undefined): Expression | undefined => {
  if (condition === undefined) return undefined
  if (condition === 'absent') return { text: 'attribute_not_exists(#pk)', names: { '#pk': 'pk' }, values: {} }
  return expectation(condition === 'present' ? {} : condition)
}

type Addition = Extract<Action, { add: unknown }>

/** `ADD` of counters, each at most so much afterwards; a missing counter counts as zero. */
export const additionExpression = ({ by, atMost = {}, set = {} }: Addition) => {
  const names: Record<string, string> = {}
  const values: Record<string, unknown> = {}
  const additions = Object.entries(by).map(([name, amount]) => {
    names[`#${name}`] = name
    values[`:${name}`] = amount
    return `#${name} :${name}`
  })
  const limits = Object.entries(atMost).map(([name, limit]) => {
    names[`#${name}`] = name
    values[`:${name}Most`] = limit - (by[name] ?? 0)
    return `(attribute_not_exists(#${name}) OR #${name} <= :${name}Most)`
  })
  const settings = Object.entries(set).map(([name, value]) => {
    names[`#${name}`] = name
    values[`:${name}`] = value
    return `#${name} = :${name}`
  })
  const setting = settings.length > 0 ? ` SET ${settings.join(', ')}` : ''
  return {
    update: `ADD ${additions.join(', ')}${setting}`,
    condition: limits.join(' AND ') || undefined,
    names,
    values,
  }
}
