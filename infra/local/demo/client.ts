interface Problem {
  readonly title?: string
  readonly detail?: string
  readonly errors?: readonly { readonly detail: string; readonly pointer: string }[]
}

/** An answer that was none of those hoped for. */
export class Refused extends Error {
  readonly status: number

  constructor(request: string, status: number, { title = '', detail = '', errors = [] }: Problem) {
    const faults = errors.map((each) => `${each.pointer} ${each.detail}`).join('; ')
    super([`${request} was answered ${status} ${title}`, detail, faults].filter(Boolean).join(': '))
    this.status = status
  }
}

const nextOf = (link: string | null) => /<([^>]+)>; rel="next"/.exec(link ?? '')?.[1]

/** The API as one bearer sees it. Whoever calls says what the answer is: the contract is at `/openapi.json`. */
export const createClient = (base: string, token: string) => {
  const send = async (
    method: string,
    path: string,
    body?: string | Uint8Array<ArrayBuffer>,
    type?: string,
    further: Record<string, string> = {},
  ) => {
    const headers = { ...further, authorization: `Bearer ${token}`, ...(type && { 'content-type': type }) }
    const answer = await fetch(`${base}${path}`, { method, headers, ...(body !== undefined && { body }) })
    if (answer.ok) return answer
    const problem = (await answer.json().catch(() => ({}))) as Problem
    throw new Refused(`${method} ${path}`, answer.status, problem)
  }
  const json = async <T>(method: string, path: string, input?: object) => {
    const answer = await (input
      ? send(method, path, JSON.stringify(input), 'application/json')
      : send(method, path))
    return (await answer.json()) as T
  }
  return {
    get: <T>(path: string) => json<T>('GET', path),
    post: <T>(path: string, input?: object) => json<T>('POST', path, input),
    /** Says yes to a version of something, and to no other. */
    confirm: async (path: string, version: number) => {
      await send('POST', path, undefined, undefined, { 'if-match': `"${version}"` })
    },
    put: <T>(path: string, input: object) => json<T>('PUT', path, input),
    patch: async (path: string, input: object, version: number) => {
      await send('PATCH', path, JSON.stringify(input), 'application/json', { 'if-match': `"${version}"` })
    },
    postCsv: async <T>(path: string, file: Uint8Array<ArrayBuffer>) =>
      (await (await send('POST', path, file, 'text/csv')).json()) as T,
    /** Every page of a list, as its `Link` headers lead on. */
    async *list<T>(path: string): AsyncGenerator<T> {
      for (let next: string | undefined = path; next; ) {
        const answer = await send('GET', next)
        yield* ((await answer.json()) as { items: T[] }).items
        const url: URL | undefined = URL.parse(nextOf(answer.headers.get('link')) ?? '') ?? undefined
        next = url && `${url.pathname}${url.search}`
      }
    },
  }
}

export type Client = ReturnType<typeof createClient>
