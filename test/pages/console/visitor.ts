import { randomBytes } from 'node:crypto'
import type { Person } from '../../../shared/access/actor.ts'
import { startCredential } from '../../../shared/identity/start-credential.ts'
import type { World } from '../../support/world.ts'

type Someone = Partial<Omit<Person, 'kind'>> & { readonly unproved?: boolean }

/** Begins a session for somebody, as the mailed link would; their second factor is proved unless they say otherwise. */
export const sessionFor = async (world: World, { unproved = false, ...person }: Someone = {}) => {
  const { deps, clock } = world
  const secret = randomBytes(16).toString('hex')
  const session = {
    id: deps.ids.next('signIn'),
    kind: 'session' as const,
    person: {
      kind: 'person' as const,
      contactId: deps.ids.next('contact'),
      organizationId: deps.ids.next('organization'),
      relation: 'member' as const,
      grants: [],
      ...person,
    },
    createdAt: clock.now().toISOString(),
    ...(!unproved && { provedAt: clock.now().toISOString() }),
    expiresAt: Math.floor(clock.now().getTime() / 1000) + 12 * 3600,
  }
  await deps.store.transact(await startCredential(deps, secret, session))
  return secret
}

export type Fields = Readonly<Record<string, string | readonly string[]>>

/** What a text in HTML reads as. */
export const decoded = (text: string) =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

/** What a form on a page carries along by itself. */
export const hidden = (html: string) =>
  Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"\/?>/g)].map(([, name, value]) => [
      name!,
      decoded(value!),
    ]),
  )

/** The forms on a page that post somewhere, and what stands in each. */
export const formsIn = (html: string, from: string) =>
  [...html.matchAll(/<form [^>]*?method="post"(?: action="([^"]*)")?[^>]*>(.*?)<\/form>/gs)].map(
    ([, action, fields]) => ({ action: action ?? from, fields: fields! }),
  )

const attribute = (tag: string, name: string) => {
  const found = new RegExp(` ${name}(?:="([^"]*)")?(?=[ />])`).exec(tag)
  return found ? decoded(found[1] ?? '') : undefined
}

/** All that a browser would send of a form as it stands. */
export const standing = (form: string): Fields => {
  const sent: Record<string, string[]> = {}
  const add = (name: string | undefined, value: string) => {
    if (name) sent[name] = [...(sent[name] ?? []), value]
  }
  for (const [tag] of form.matchAll(/<input [^>]*>/g)) {
    const isBox = ['checkbox', 'radio'].includes(attribute(tag, 'type') ?? '')
    if (!isBox || attribute(tag, 'checked') !== undefined)
      add(attribute(tag, 'name'), attribute(tag, 'value') ?? '')
  }
  for (const [, tag, text] of form.matchAll(/(<textarea [^>]*>)\n?([^<]*)</g))
    add(attribute(tag!, 'name'), decoded(text!))
  for (const [, tag, inner] of form.matchAll(/(<select [^>]*>)(.*?)<\/select>/gs)) {
    const options = [...inner!.matchAll(/<option [^>]*>/g)].map(([option]) => option)
    const chosen = options.filter((option) => attribute(option, 'selected') !== undefined)
    const first = attribute(tag!, 'multiple') === undefined ? options.slice(0, 1) : []
    for (const option of chosen.length > 0 ? chosen : first)
      add(attribute(tag!, 'name'), attribute(option, 'value') ?? '')
  }
  return sent
}

/** Somebody with a browser: their session's cookie, and forms that are sent from the pages they stand on. */
export const visitor = async (world: World, person: Someone = {}) =>
  visitorWith(world, await sessionFor(world, person))

/** The same in a session that has begun already; the browser follows when its cookie is renewed. */
export const visitorWith = (world: World, session: string) => {
  const headers = { Cookie: `tocsin_session=${session}`, 'Sec-Fetch-Site': 'same-origin' }
  const get = async (path: string) => {
    const answer = await world.app.request(path, { headers })
    return { status: answer.status, headers: answer.headers, html: await answer.text() }
  }
  const submit = async (path: string, body: RequestInit['body'], also: Record<string, string>) => {
    const answer = await world.app.request(path, { method: 'POST', body, headers: { ...headers, ...also } })
    const renewed = /tocsin_session=([^;]+)/.exec(answer.headers.get('Set-Cookie') ?? '')?.[0]
    if (renewed) headers.Cookie = renewed
    return {
      status: answer.status,
      headers: answer.headers,
      location: answer.headers.get('Location'),
      html: await answer.text(),
    }
  }
  /** Sends fields as they are. */
  const post = (path: string, fields: Fields, also: Record<string, string> = {}) => {
    const body = new URLSearchParams()
    for (const [name, values] of Object.entries(fields))
      for (const value of [values].flat()) body.append(name, value)
    return submit(path, body, { 'Content-Type': 'application/x-www-form-urlencoded', ...also })
  }
  /** Sends fields and a file, as a form with room for one does. */
  const upload = (path: string, fields: Fields, file?: File) => {
    const body = new FormData()
    for (const [name, values] of Object.entries(fields))
      for (const value of [values].flat()) body.append(name, value)
    body.append('file', file ?? new File([], ''))
    return submit(path, body, {})
  }
  /** Fills in the form that posts to `path` on the page at `from`. */
  const send = async (from: string, path: string, fields: Fields = {}) => {
    const { html } = await get(from)
    const form = formsIn(html, from).find(({ action }) => action === path)
    if (!form) throw new Error(`No form on ${from} posts to ${path}`)
    return post(path, { ...hidden(form.fields), ...fields })
  }
  return { get, post, upload, send }
}

export type Visitor = ReturnType<typeof visitorWith>
