import type { Context } from 'hono'
import { previewSketch } from '../../../../../../shared/alerts/preview/read.ts'
import { sketchOf } from '../../../../../../shared/alerts/preview/sketch.ts'
import type { Alert } from '../../../../../../shared/alerts/schema.ts'
import { DomainError } from '../../../../../../shared/errors.ts'
import type { Env } from '../../../../http/env.ts'
import { fieldOf, filled, givenIn, type Typed, valueIn } from '../../shell/form.ts'
import { readerOf } from '../../shell/session.ts'
import { contentIn } from '../input.ts'
import { askedIn } from './asking.ts'

/** What a form says, without an hour that a clock leaves out. */
const legible = (typed: Typed, timeZone: string): ReturnType<typeof contentIn> => {
  try {
    return contentIn(typed, timeZone)
  } catch (error) {
    if (!(error instanceof DomainError) || error.faults.length === 0) throw error
    const wrong = error.faults.map(fieldOf)
    const rest = Object.entries(typed).filter(([name]) => !wrong.includes(name))
    if (rest.length === Object.keys(typed).length) throw error
    return legible(Object.fromEntries(rest), timeZone)
  }
}

/** What would come of what is typed, were it saved and issued now. Nothing is stored. */
export const previewTyped = async (c: Context<Env>, typed: Typed, alert?: Alert) => {
  const { deps, actor } = c.var
  const { timeZone, words } = await readerOf(c)
  const spoken = givenIn(typed, 'texts.0.language') ?? words.language
  const written = {
    situationId: valueIn(typed, 'situationId'),
    correction: valueIn(typed, 'correction') === 'yes',
    ...filled(legible(typed, timeZone)),
  }
  const sketch = sketchOf(written, { now: deps.clock.now(), language: words.language, alert })
  const previewed = await previewSketch(deps, actor, sketch.alert, alert !== undefined)
  return { previewed, isWhole: sketch.isWhole, asked: askedIn(typed, spoken) }
}

export type PreviewTyped = Awaited<ReturnType<typeof previewTyped>>
