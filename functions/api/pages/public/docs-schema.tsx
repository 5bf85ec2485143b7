import type { Child } from 'hono/jsx'

/** As much of an OpenAPI document as the page shows. */
export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly format?: string
  readonly pattern?: string
  readonly description?: string
  readonly default?: unknown
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly maxItems?: number
}

/** A type in words, with links to those that have a name. */
export const Type = ({ of }: { of: Schema | undefined }): Child => {
  if (!of) return 'anything'
  if (of.$ref) {
    const name = of.$ref.split('/').at(-1)!
    return <a href={`#schema-${name}`}>{name}</a>
  }
  const options = of.anyOf ?? of.oneOf
  if (options) return options.map((each, at) => [at > 0 && ' or ', <Type of={each} />])
  if (of.allOf) return of.allOf.map((each, at) => [at > 0 && ' and ', <Type of={each} />])
  if (of.enum) return <code>{of.enum.map((each) => JSON.stringify(each)).join(' | ')}</code>
  if (of.const !== undefined) return <code>{JSON.stringify(of.const)}</code>
  if (of.items) return ['list of ', <Type of={of.items} />]
  if (of.properties) return <Fields of={of} />
  return [of.type ?? 'anything'].flat().join(' or ')
}

/** What a value must satisfy besides its type. */
export const bounds = (of: Schema) =>
  [
    of.format,
    of.pattern && `matches ${of.pattern}`,
    of.minLength !== undefined && `at least ${of.minLength} characters`,
    of.maxLength !== undefined && `at most ${of.maxLength} characters`,
    of.minimum !== undefined && of.minimum > -1e9 && `at least ${of.minimum}`,
    of.maximum !== undefined && of.maximum < 1e9 && `at most ${of.maximum}`,
    of.maxItems !== undefined && `at most ${of.maxItems}`,
    of.default !== undefined && `${JSON.stringify(of.default)} where absent`,
    of.description,
  ]
    .filter(Boolean)
    .map((text) => `; ${text}`)
    .join('')

const Fields = ({ of }: { of: Schema }) => (
  <ul>
    {Object.entries(of.properties ?? {}).map(([name, field]) => (
      <li>
        <code>{name}</code>
        {!of.required?.includes(name) && ' (optional)'}: <Type of={field} />
        {bounds(field)}
      </li>
    ))}
  </ul>
)
