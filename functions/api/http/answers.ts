import type { Context } from 'hono'
import type * as z from 'zod'
import { DomainError } from '../../../shared/errors.ts'
import { openCursor, sealCursor } from '../../../shared/storage/cursor.ts'
import type { Item } from '../../../shared/storage/store.ts'
import type { Env } from './env.ts'

export const etag = (version: number) => `"${version}"`

/** The version that `If-Match` names; without the header 428, with one that names none of ours 412. */
export const versionOf = (header: string | undefined): number => {
  if (header === undefined)
    throw new DomainError('precondition-required', 'Send If-Match with the ETag of the version you read.')
  const version = /^"(\d{1,9})"$/.exec(header.trim())?.[1]
  if (version === undefined) throw new DomainError('stale', 'If-Match names no version of this resource.')
  return Number(version)
}

/** The version that `If-Match` names, where a change may also come without. */
export const optionalVersionOf = (header: string | undefined) =>
  header === undefined ? undefined : versionOf(header)

/** Which record, and which version of it where the caller says. */
export const versioned = ({ id }: { id: string }, header: { 'if-match'?: string | undefined }) => ({
  id,
  version: optionalVersionOf(header['if-match']),
})

/** Headers of a resource that was just made. */
export const madeAt = (c: Context<Env>, path: string, version: number) => {
  c.header('Location', path)
  c.header('ETag', etag(version))
}

/** A cursor continues one query for one actor: the path and what was asked besides, in a stable order. */
const queryName = (c: Context<Env>) => {
  const url = new URL(c.req.url)
  url.searchParams.delete('cursor')
  url.searchParams.delete('limit')
  url.searchParams.sort()
  const { actor } = c.var
  const who = actor.kind === 'person' ? actor.contactId : actor.kind
  return `${who} ${url.pathname}?${url.searchParams}`
}

/** What to read: how many, and from where on. */
export const pageOf = (c: Context<Env>, query: { limit: number; cursor?: string | undefined }) => ({
  limit: query.limit,
  after: query.cursor === undefined ? undefined : openCursor(c.var.deps.keys, queryName(c), query.cursor),
})

/** Where the list goes on, as a path of ours. */
export const pathOfNext = (c: Context<Env>, next: Item | undefined): string | undefined => {
  if (!next) return undefined
  const url = new URL(c.req.url)
  url.searchParams.set('cursor', sealCursor(c.var.deps.keys, queryName(c), next))
  return `${url.pathname}${url.search}`
}

/** Tells where the list goes on. */
export const linkNext = (c: Context<Env>, next: Item | undefined) => {
  const path = pathOfNext(c, next)
  if (path) c.header('Link', `<${c.var.deps.config.publicUrl}${path}>; rel="next"`)
}

/** One record as its view has it, under its version. */
export const sendOne = <V extends z.ZodType>(
  c: Context<Env>,
  view: V,
  found: { readonly version: number },
) => {
  c.header('ETag', etag(found.version))
  return c.json(view.parse(found), 200)
}

/** A record that was just made, at the address of its list and its id. */
export const sendMade = <V extends z.ZodType>(
  c: Context<Env>,
  view: V,
  made: { readonly id: string; readonly version: number },
) => {
  madeAt(c, `${c.req.path}/${made.id}`, made.version)
  return c.json(view.parse(made), 201)
}

interface Found {
  readonly items: readonly unknown[]
  readonly next?: Item | undefined
}

/** A page of a list, each item as its view has it, and where it goes on. */
export const sendPage = <V extends z.ZodType>(c: Context<Env>, view: V, { items, next }: Found) => {
  linkNext(c, next)
  return c.json({ items: items.map((item) => view.parse(item)) }, 200)
}
