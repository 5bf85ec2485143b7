import type { Router } from '../../http/contract.ts'
import { problems } from '../../http/problem.ts'
import { page } from '../layout.tsx'
import { type Operation, OperationEntry } from './docs-operation.tsx'
import { bounds, type Schema, Type } from './docs-schema.tsx'

interface OpenApi {
  readonly info: { readonly title: string; readonly description?: string }
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> }
}

const Problems = () => (
  <>
    <h2>Problems</h2>
    <p>
      Every refusal is a problem document of RFC 9457. Its <code>type</code> leads here; <code>errors</code>{' '}
      names each field that is wrong by its JSON pointer.
    </p>
    <dl>
      {Object.entries(problems).map(([code, [status, title]]) => (
        <>
          <dt id={`problem-${code}`}>
            {status} <code>{code}</code>
          </dt>
          <dd>{title}</dd>
        </>
      ))}
      <dt id="problem-internal">
        500 <code>internal</code>
      </dt>
      <dd>Something went wrong on our side. Tell us its instance.</dd>
    </dl>
  </>
)

const Reference = ({ document }: { document: OpenApi }) => {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, of]) => ({ path, method, of })),
  )
  const tags = [...new Set(operations.map(({ of }) => of.tags?.[0] ?? 'other'))]
  return (
    <>
      <p>
        {document.info.description} The same as <a href="/openapi.json">OpenAPI 3.1</a>. Send{' '}
        <code>Authorization: Bearer …</code> with a token or a session. A list goes on at the address of its{' '}
        <code>Link: rel="next"</code>. A change names the version it was made for in <code>If-Match</code>; a
        creation may be repeated safely under an <code>Idempotency-Key</code>.
      </p>
      <nav>
        <ul>
          {[...tags, 'problems', 'schemas'].map((tag) => (
            <li>
              <a href={`#${tag}`}>{tag}</a>
            </li>
          ))}
        </ul>
      </nav>
      {tags.map((tag) => (
        <section id={tag}>
          <h2>{tag}</h2>
          {operations
            .filter(({ of }) => (of.tags?.[0] ?? 'other') === tag)
            .map((operation) => (
              <OperationEntry {...operation} />
            ))}
        </section>
      ))}
      <section id="problems">
        <Problems />
      </section>
      <section id="schemas">
        <h2>schemas</h2>
        {Object.entries(document.components?.schemas ?? {}).map(([name, schema]) => (
          <section id={`schema-${name}`}>
            <h3>{name}</h3>
            <p>
              <Type of={schema} />
              {bounds(schema)}
            </p>
          </section>
        ))}
      </section>
    </>
  )
}

/** `/docs`: the reference, written from the very document that `/openapi.json` answers. */
export const docsPages = (app: Router) => {
  let read: Promise<OpenApi> | undefined
  app.get('/docs', async (c) => {
    read ??= Promise.resolve(app.request('/openapi.json')).then(
      (response) => response.json() as Promise<OpenApi>,
    )
    const document = await read
    c.header('Cache-Control', 'public, max-age=300')
    return page(
      c,
      { title: `${document.info.title} reference`, language: 'en', open: true },
      <Reference document={document} />,
    )
  })
}
