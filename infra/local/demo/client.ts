import { createClient as createApi } from '../../../functions/api/client.ts'

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

const refusing: typeof fetch = async (input, init) => {
  const answer = await fetch(input, init)
  if (answer.ok) return answer
  const problem = (await answer.json().catch(() => ({}))) as Problem
  const { pathname } = new URL(input instanceof Request ? input.url : input)
  throw new Refused(`${init?.method ?? 'GET'} ${pathname}`, answer.status, problem)
}

/** The API as one bearer sees it: what its own types say, and beside them files and lists of many pages. */
export const createClient = (base: string, token: string) => {
  const send = (path: string, init: RequestInit = {}) =>
    refusing(`${base}${path}`, { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } })
  return {
    api: createApi(base, token, refusing),
    postCsv: async <T>(path: string, body: Uint8Array<ArrayBuffer>) => {
      const answer = await send(path, { method: 'POST', body, headers: { 'content-type': 'text/csv' } })
      return (await answer.json()) as T
    },
    /** Every page of a list, as its `Link` headers lead on. */
    async *list<T>(path: string): AsyncGenerator<T> {
      for (let next: string | undefined = path; next; ) {
        const answer = await send(next)
        yield* ((await answer.json()) as { items: T[] }).items
        const url: URL | undefined = URL.parse(nextOf(answer.headers.get('link')) ?? '') ?? undefined
        next = url && `${url.pathname}${url.search}`
      }
    },
  }
}

export type Client = ReturnType<typeof createClient>
