import type { Context } from 'hono'
import { permit } from '../../../../../shared/access/permit.ts'
import { DomainError, invalid } from '../../../../../shared/errors.ts'
import type { Id } from '../../../../../shared/ids.ts'
import { leaveAlliance, suspendOrganization } from '../../../../../shared/organizations/membership/end.ts'
import { inviteAgain, withdrawInvitation } from '../../../../../shared/organizations/membership/invite.ts'
import { departureInput, suspensionInput } from '../../../../../shared/organizations/membership/reasons.ts'
import { reinstateOrganization } from '../../../../../shared/organizations/membership/reinstate.ts'
import { readOrganization } from '../../../../../shared/organizations/read.ts'
import type { Absence } from '../../../../../shared/organizations/schema.ts'
import type { Env } from '../../../http/env.ts'
import { endSessionCookie } from '../../../http/session-cookie.ts'
import { type Typed, valueIn } from '../shell/form.ts'
import { gatePage } from '../shell/frame.tsx'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { saidIn } from '../shell/reason.tsx'
import { readerOf } from '../shell/session.ts'
import { showOrganization } from './organization.tsx'

type Take = (c: Context<Env>, id: Id<'organization'>, typed: Typed) => Promise<unknown>

/** What is so already is done: a form that was sent twice leads to the same page. */
const turned = (to: Absence | undefined, take: Take) =>
  posted((c) => ({
    act: async (typed) => {
      const id = idIn(c, 'organization')
      await take(c, id, typed).catch(async (error) => {
        if (!(error instanceof DomainError) || error.code !== 'conflict') throw error
        if ((await readOrganization(c.var.deps, c.var.actor, id)).status !== to) throw error
      })
      return `/console/roster/${id}?done=${to === 'invited' ? 'invited' : 'saved'}`
    },
    again: (form, status) => showOrganization(c, form, status),
  }))

export const suspensionFromForm = turned('suspended', (c, id, typed) =>
  suspendOrganization(c.var.deps, c.var.actor, { id, ...saidIn(typed, 'suspension', suspensionInput) }),
)

export const reinstatementFromForm = turned(undefined, (c, id) =>
  reinstateOrganization(c.var.deps, c.var.actor, id),
)

export const invitingFromForm = turned('invited', (c, id) => inviteAgain(c.var.deps, c.var.actor, id))

export const uninvitingFromForm = turned('left', (c, id) => withdrawInvitation(c.var.deps, c.var.actor, id))

const goodbye = async (c: Context<Env>) => {
  const { t } = (await readerOf(c)).words
  endSessionCookie(c)
  return gatePage(c, { title: t('console.we-leave.done') }, <p>{t('console.we-leave.after')}</p>)
}

/** The session ends with it, so the page that answers is the last one. */
export const departureFromForm = posted((c) => ({
  act: async (typed) => {
    const id = idIn(c, 'organization')
    permit(c.var.actor, 'organization.leave', { organizationId: id })
    if (valueIn(typed, 'sure') !== 'yes') throw invalid('is needed to leave', '#/sure')
    await leaveAlliance(c.var.deps, c.var.actor, { id, ...saidIn(typed, 'departure', departureInput) })
    return goodbye(c)
  },
  again: (form, status) => showOrganization(c, form, status),
}))
