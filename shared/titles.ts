import { campaigns } from './advocacy/campaigns/repository.ts'
import { letters } from './advocacy/letters/repository.ts'
import type { Letter } from './advocacy/letters/schema.ts'
import { findAlerts } from './alerts/repository.ts'
import { findCoalitions } from './coalitions/repository.ts'
import { type Kind, kindOf } from './ids.ts'
import { cases } from './justice/repository.ts'
import { findDecisions } from './meetings/minutes/repository.ts'
import { findPolls } from './meetings/polls/repository.ts'
import { findMeetings } from './meetings/repository.ts'
import { applications } from './organizations/applications/repository.ts'
import { findOrganizations } from './organizations/repository.ts'
import { posts } from './publications/repository.ts'
import { isOut } from './publications/schema.ts'
import { oneLine } from './rendering/clean.ts'
import { bestText } from './rendering/language.ts'
import { findSituations } from './situations/repository.ts'
import type { Store } from './storage/store.ts'
import { distinct } from './text.ts'
import type { Layer } from './threads/repository.ts'

interface Reader {
  /** As whom they read: coordinators, any member, or whoever is inside one coalition. */
  readonly layer: Layer
  /** In order. */
  readonly languages: readonly string[]
}

type Titles = readonly (readonly [id: string, title: string])[]
type Read = (store: Store, ids: readonly string[], reader: Reader) => Promise<Titles>

/** A letter may have been narrowed to its coalition, or taken back, since it was told of to more. */
const isTitled = ({ openTo, state, coalitionId }: Letter, layer: Layer) =>
  layer === 'members'
    ? openTo === 'members' && state !== 'draft' && state !== 'withdrawn'
    : layer === 'coordinators' || layer === `coalition#${coalitionId}`

const named = (records: readonly { readonly id: string; readonly name: string }[]): Titles =>
  records.map(({ id, name }) => [id, name])
const titled = (records: readonly { readonly id: string; readonly title: string }[]): Titles =>
  records.map(({ id, title }) => [id, title])

/** What may be told to everybody who was told that there is such a thing. */
const open: Partial<Record<Kind, Read>> = {
  coalition: async (store, ids) => named(await findCoalitions(store, ids)),
  meeting: async (store, ids) => titled(await findMeetings(store, ids)),
  case: async (store, ids) => titled(await cases.findMany(store, ids)),
  decision: async (store, ids) => (await findDecisions(store, ids)).map(({ id, text }) => [id, text]),
  letter: async (store, ids, { layer, languages }) =>
    (await letters.findMany(store, ids))
      .filter((each) => isTitled(each, layer))
      .map(({ id, texts }) => [id, bestText(texts, languages).text.subject]),
  post: async (store, ids, { languages }) =>
    (await posts.findMany(store, ids))
      .filter(({ state }) => isOut(state))
      .map(({ id, titles }) => [id, bestText(titles, languages).text.title]),
}

/** What coordinators alone are told everywhere. */
const all: typeof open = {
  ...open,
  organization: async (store, ids) => named(await findOrganizations(store, ids)),
  application: async (store, ids) => named(await applications.findMany(store, ids)),
  situation: async (store, ids) => titled(await findSituations(store, ids)),
  poll: async (store, ids) => titled(await findPolls(store, ids)),
  campaign: async (store, ids) => named(await campaigns.findMany(store, ids)),
  alert: async (store, ids, { languages }) =>
    (await findAlerts(store, ids)).map(({ id, content }) => [
      id,
      oneLine(bestText(content.texts, languages).text.headline),
    ]),
}

/** What things are called now, as far as the reader may know; what was held or withdrawn is called nothing. A read of rows at once for each kind there is. */
export const titlesOf = async (
  store: Store,
  ids: readonly string[],
  reader: Reader,
): Promise<ReadonlyMap<string, string>> => {
  const readers = reader.layer === 'coordinators' ? all : open
  const byKind = Map.groupBy(distinct(ids), kindOf)
  const found = await Promise.all(
    [...byKind].map(([kind, these]) => (kind && readers[kind]?.(store, these, reader)) ?? []),
  )
  return new Map(found.flat())
}
