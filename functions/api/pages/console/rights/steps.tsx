import type { Context } from 'hono'
import { grantKinds } from '../../../../../shared/access/actor.ts'
import { notFound } from '../../../../../shared/errors.ts'
import { enrolmentCodeAgain } from '../../../../../shared/identity/factors/enrol.ts'
import { confirmGrant } from '../../../../../shared/identity/give-grant.ts'
import { putMotion } from '../../../../../shared/identity/motions/put.ts'
import { dropMotion } from '../../../../../shared/identity/motions/read.ts'
import { motionKinds } from '../../../../../shared/identity/motions/repository.ts'
import { withdrawGrant } from '../../../../../shared/identity/withdraw-grant.ts'
import type { Router } from '../../../http/contract.ts'
import type { Env } from '../../../http/env.ts'
import { onceUnder } from '../../../http/idempotency.ts'
import { givenIn, type Typed } from '../shell/form.ts'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { grantPath, motionPath } from './own.ts'
import { showRights } from './page.tsx'

export const grantInPath = (c: Context<Env>) => {
  const kind = grantKinds.find((each) => each === c.req.param('kind'))
  if (!kind) throw notFound('grant')
  return { contactId: idIn(c, 'contact', 'contactId'), kind }
}

const motionInPath = (c: Context<Env>) => {
  const kind = motionKinds.find((each) => each === c.req.param('kind'))
  if (!kind) throw notFound('motion')
  return { contactId: idIn(c, 'contact', 'contactId'), kind }
}

const step = (take: (c: Context<Env>, typed: Typed) => Promise<string | Response>) =>
  posted((c) => ({
    act: (typed) => take(c, typed),
    again: (form, status) => showRights(c, { form, status }),
  }))

/** A code is shown on the very page that answers; the same form sent again shows the same code. */
const done = (c: Context<Env>, code: string | undefined, said: string) =>
  code ? showRights(c, { code }) : `/console/rights?done=${said}`

const confirm = step(async (c, typed) => {
  const { actor } = c.var
  const named = grantInPath(c)
  const request = givenIn(typed, 'once')
  const { enrolmentCode } = await onceUnder<{ enrolmentCode?: string | undefined }>(
    { c, key: request, payload: named },
    (deps) => confirmGrant(deps, actor, { ...named, request }),
    async (deps) => ({
      enrolmentCode: request && (await enrolmentCodeAgain(deps, actor, { ...named, request })),
    }),
  )
  return done(c, enrolmentCode, 'saved')
})

const withdraw = step(async (c) => {
  const motion = await withdrawGrant(c.var.deps, c.var.actor, grantInPath(c))
  return done(c, undefined, motion ? 'proposed' : 'saved')
})

interface Wanted {
  readonly contactId: ReturnType<typeof motionInPath>['contactId']
  readonly kind: ReturnType<typeof motionInPath>['kind']
  readonly reason?: string | undefined
}

/** As the first or the second of two. */
export const want = async (c: Context<Env>, typed: Typed, wanted: Wanted) => {
  const { actor } = c.var
  const request = givenIn(typed, 'once')
  const outcome = await onceUnder<{ proposed?: unknown; enrolmentCode?: string | undefined }>(
    { c, key: request, payload: wanted },
    (deps) => putMotion(deps, actor, { ...wanted, request }),
    async (deps) => ({
      enrolmentCode: request && (await enrolmentCodeAgain(deps, actor, { ...wanted, request })),
    }),
  )
  return done(c, outcome.enrolmentCode, outcome.proposed ? 'proposed' : 'saved')
}

const second = step((c, typed) => want(c, typed, motionInPath(c)))

const drop = step(async (c) => {
  await dropMotion(c.var.deps, c.var.actor, motionInPath(c))
  return done(c, undefined, 'saved')
})

/** Who may do what by grant, and what two coordinators do about it. */
export const rightsPages = (pages: Router) => {
  const grant = grantPath({ contactId: ':contactId', kind: ':kind' })
  const motion = motionPath({ contactId: ':contactId', kind: ':kind' })
  pages.get('/console/rights', (c) => showRights(c))
  pages.post(`${grant}/confirmation`, confirm)
  pages.post(`${grant}/end`, withdraw)
  pages.post(motion, second)
  pages.post(`${motion}/end`, drop)
}
