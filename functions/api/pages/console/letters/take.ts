import type { Context } from 'hono'
import { recordAnswer } from '../../../../../shared/advocacy/letters/answer.ts'
import { closeLetter, deliverLetter, tryLetter } from '../../../../../shared/advocacy/letters/deliver.ts'
import { letterAnswer } from '../../../../../shared/advocacy/letters/schema.ts'
import { openLetter, withdrawLetter } from '../../../../../shared/advocacy/letters/write.ts'
import type { Router } from '../../../http/contract.ts'
import type { Env } from '../../../http/env.ts'
import { filled, givenIn, parsed, type Typed, valueIn, versionIn } from '../shell/form.ts'
import { instantIn } from '../shell/local-time.ts'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { readerOf } from '../shell/session.ts'
import { showLetter } from './page.tsx'

type Take = (c: Context<Env>, named: { id: string; version: number }, typed: Typed) => Promise<unknown>

const step = (take: Take, said = 'saved') =>
  posted((c) => ({
    act: async (typed) => {
      const id = idIn(c, 'letter')
      await take(c, { id, version: versionIn(typed) }, typed)
      return `/console/letters/${id}?done=${said}`
    },
    again: (form, status) => showLetter(c, form, status),
  }))

const keepAnswer: Take = async (c, named, typed) => {
  const { timeZone } = await readerOf(c)
  const answer = parsed(letterAnswer, {
    at: instantIn(typed, 'at', timeZone),
    text: valueIn(typed, 'text'),
    ...filled({ url: givenIn(typed, 'url') }),
  })
  return recordAnswer(c.var.deps, c.var.actor, { ...named, answer })
}

/** The forms by which a letter goes from one state to the next. */
export const letterStepPages = (pages: Router) => {
  const at = '/console/letters/:id'
  pages.post(
    `${at}/opening`,
    step((c, named) => openLetter(c.var.deps, c.var.actor, named)),
  )
  pages.post(
    `${at}/closure`,
    step((c, named) => closeLetter(c.var.deps, c.var.actor, named)),
  )
  pages.post(
    `${at}/trial`,
    step((c, named) => tryLetter(c.var.deps, c.var.actor, named), 'tried'),
  )
  pages.post(
    `${at}/delivery`,
    step((c, named) => deliverLetter(c.var.deps, c.var.actor, named)),
  )
  pages.post(
    `${at}/withdrawal`,
    step((c, named) => withdrawLetter(c.var.deps, c.var.actor, named)),
  )
  pages.post(`${at}/answer`, step(keepAnswer))
}
