import { bounds, type Schema, Type } from './docs-schema.tsx'

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>
}

interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly description?: string
  readonly schema?: Schema
}

export interface Operation {
  readonly summary?: string
  readonly description?: string
  readonly tags?: readonly string[]
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: Content
  readonly responses?: Readonly<Record<string, Content & { readonly description: string }>>
}

const bodyOf = ({ content = {} }: Content) =>
  Object.entries(content).map(([type, { schema }]) => (
    <>
      {' '}
      <code>{type}</code> <Type of={schema} />
    </>
  ))

/** One operation: what it takes and what it answers. */
export const OperationEntry = ({ path, method, of }: { path: string; method: string; of: Operation }) => (
  <section id={`${method}-${path.replace(/[^a-z0-9]+/gi, '-')}`}>
    <h3>
      <code>
        {method.toUpperCase()} {path}
      </code>
    </h3>
    <p>
      {of.summary}. {of.description}
    </p>
    {of.parameters && of.parameters.length > 0 && (
      <ul>
        {of.parameters.map((parameter) => (
          <li>
            <code>{parameter.name}</code> in the {parameter.in}
            {!parameter.required && ' (optional)'}: <Type of={parameter.schema} />
            {parameter.schema && bounds(parameter.schema)}
          </li>
        ))}
      </ul>
    )}
    {of.requestBody && <p>Takes{bodyOf(of.requestBody)}</p>}
    <ul>
      {Object.entries(of.responses ?? {}).map(([status, response]) => (
        <li>
          {status}: {response.description}
          {Number(status) < 300 && bodyOf(response)}
        </li>
      ))}
    </ul>
  </section>
)
