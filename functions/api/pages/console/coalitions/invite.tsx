import type { Context } from 'hono'
import { permit } from '../../../../../shared/access/permit.ts'
import { enter } from '../../../../../shared/coalitions/enter.ts'
import { inviteOrganizations } from '../../../../../shared/coalitions/invite.ts'
import { isInside } from '../../../../../shared/coalitions/lifecycle.ts'
import { listParticipants } from '../../../../../shared/coalitions/read.ts'
import { invitation } from '../../../../../shared/coalitions/schema.ts'
import { listOrganizations } from '../../../../../shared/organizations/read.ts'
import type { Env } from '../../../http/env.ts'
import { Paragraphs, Refusal, Token } from '../shell/fields.tsx'
import { type Filled, filledWith, parsed, valuesOf } from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { readerOf } from '../shell/session.ts'
import { isTicking, offered, Picker, ticked } from './picker.tsx'
import { StandingFields, standingIn } from './standing.tsx'

const read = async (c: Context<Env>) => {
  const { deps, actor } = c.var
  const id = idIn(c, 'coalition')
  const [{ coalition, within }, participants, organizations] = await Promise.all([
    enter(deps.store, actor, id),
    listParticipants(deps, actor, { id, page: { limit: 500 } }),
    listOrganizations(deps, actor, { filter: {}, page: { limit: 2 * offered } }),
  ])
  permit(actor, 'coalition.invite', within)
  const inside = new Set<string>(
    participants.items.filter((each) => isInside(each)).map(({ organizationId }) => organizationId),
  )
  const free = organizations.items.filter(({ id: of, status }) => !status && !inside.has(of))
  return { coalition, organizations: free.slice(0, offered) }
}

const show = async (c: Context<Env>, typed: Filled, status: Status = 200) => {
  const [reader, { coalition, organizations }] = await Promise.all([readerOf(c), read(c)])
  const { words } = reader
  const { t } = words
  const form = isTicking(typed.typed) ? { ...typed, typed: ticked(typed.typed, organizations) } : typed
  const field = { form, words }
  return consolePage(
    c,
    { title: t('coalition.invite-more'), here: '/console/coalitions', status },
    <>
      <p>
        <a href={`/console/coalitions/${coalition.id}`} dir="auto">
          {coalition.name}
        </a>
      </p>
      <h1>{t('coalition.invite-more')}</h1>
      <form method="post">
        <Token c={c} />
        <Refusal {...field} />
        <Picker form={form} organizations={organizations} reader={reader} />
        <StandingFields {...field} />
        <Paragraphs
          {...field}
          name="reason"
          label={`${t('meeting.reason')} (${t('page.optional')})`}
          hint={t('coalition.reason.hint')}
          rows={2}
          maxlength={2000}
        />
        <p class="acts">
          <button type="submit">{t('coalition.invite-more')}</button>
        </p>
      </form>
    </>,
  )
}

export const invitingPage = (c: Context<Env>) => show(c, filledWith({ role: ['participant'] }))

export const invitationFromForm = posted((c) => ({
  act: async (typed) => {
    if (isTicking(typed)) return show(c, filledWith(typed))
    const coalitionId = idIn(c, 'coalition')
    const invited = parsed(invitation, {
      organizationIds: valuesOf(typed, 'organizationIds'),
      ...standingIn(typed),
    })
    await inviteOrganizations(c.var.deps, c.var.actor, { coalitionId, ...invited })
    return `/console/coalitions/${coalitionId}?done=saved`
  },
  again: (form, status) => show(c, form, status),
}))
