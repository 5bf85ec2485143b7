import { createDesk, type Joined } from '../alerts/desk.ts'

export const aPost = (change: object = {}) => ({
  kind: 'news',
  texts: [
    { language: 'en', title: 'What was seen', body: 'Three villages were burnt.' },
    { language: 'fr', title: 'Ce qui a été vu', body: 'Trois villages ont été incendiés.' },
  ],
  sources: [{ title: 'A report', url: 'https://sources.example.org/1', date: '2026-11-20' }],
  audience: { to: 'public' },
  ...change,
})

/** An alliance with two members who publish. */
export const createNewsroom = async () => {
  const desk = await createDesk()
  const author = await desk.join('Memorial Trust')
  const reader = await desk.join('Justice Network')
  const { call } = desk

  const write = (body: object = {}, { token } = author, headers = {}) =>
    call(token, 'POST', '/v1/posts', aPost(body), headers)
  const step = (id: string, name: string, body?: object, token = author.token, headers = {}) =>
    call(token, 'POST', `/v1/posts/${id}/${name}`, body, headers)
  const read = (id: string, token = reader.token) => call(token, 'GET', `/v1/posts/${id}`)
  const publish = async (body: object = {}, by: Joined = author) => {
    const { id } = (await write(body, by)).json
    const answer = await step(id, 'publication', undefined, by.token)
    if (answer.status !== 200) throw new Error(answer.text)
    return answer.json
  }
  const ids = async (query: string, token = reader.token) =>
    (await call(token, 'GET', `/v1/posts?${query}`)).json.items.map(({ id }: { id: string }) => id)

  return { ...desk, desk, author, reader, write, step, read, publish, ids }
}

export type Newsroom = Awaited<ReturnType<typeof createNewsroom>>
