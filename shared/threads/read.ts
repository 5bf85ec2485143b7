import { type Actor, isCoordinator } from '../access/actor.ts'
import { permitToKnow } from '../access/permit.ts'
import { enterToRead } from '../coalitions/enter.ts'
import type { Deps } from '../deps.ts'
import { notFound } from '../errors.ts'
import { wordsFor } from '../rendering/catalogue.ts'
import { getSituation } from '../situations/repository.ts'
import type { Item } from '../storage/store.ts'
import { type Layer, linesIn } from './repository.ts'
import { say } from './say.ts'
import { titlesOfLines } from './titles.ts'

interface Asked {
  readonly situationId: string
  readonly coalitionId?: string | undefined
  /** Of the reader, in order. */
  readonly languages: readonly string[]
  readonly page: { readonly limit: number; readonly after?: Item | undefined }
  readonly descending: boolean
}

const layerFor = async (deps: Deps, actor: Actor, { situationId, coalitionId }: Asked): Promise<Layer> => {
  if (!coalitionId) return isCoordinator(actor) ? 'coordinators' : 'members'
  const { coalition } = await enterToRead(deps.store, actor, coalitionId)
  if (coalition.situationId !== situationId) throw notFound('coalition')
  return `coalition#${coalitionId}`
}

/** A page of a situation's story, as far as the reader may know it: one query, whatever its size. */
export const readThread = async (deps: Deps, actor: Actor, asked: Asked) => {
  permitToKnow(actor, 'situation.read', 'situation')
  const { situationId, languages, page, descending } = asked
  const linesFor = async (layer: Layer) => ({
    layer,
    ...(await linesIn(deps.store, { situationId, layer }, { ...page, descending })),
  })
  const [{ layer, items, next }] = await Promise.all([
    layerFor(deps, actor, asked).then(linesFor),
    getSituation(deps.store, situationId),
  ])
  const titleOf = await titlesOfLines(deps.store, items, { layer, languages })
  const words = wordsFor(languages)
  const told = items.map((line) => ({ ...line, title: titleOf(line), said: say(line, words) }))
  return { items: told, language: words.language, ...(next && { next }) }
}
