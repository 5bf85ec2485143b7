import type { Context } from 'hono'
import { enterTo } from '../../../../../shared/coalitions/enter.ts'
import { mayBecome } from '../../../../../shared/coalitions/lifecycle.ts'
import { setParticipation } from '../../../../../shared/coalitions/participate.ts'
import { findParticipation } from '../../../../../shared/coalitions/repository.ts'
import { participationChange } from '../../../../../shared/coalitions/schema.ts'
import { notFound } from '../../../../../shared/errors.ts'
import { findOrganization } from '../../../../../shared/organizations/repository.ts'
import type { Env } from '../../../http/env.ts'
import { Refusal, Token } from '../shell/fields.tsx'
import { type Filled, filled, filledWith, givenIn, parsed, valueIn } from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { isSaid, Reason } from '../shell/reason.tsx'
import { readerOf } from '../shell/session.ts'
import { Grave } from '../shell/turn.tsx'
import { showCoalition } from './page.tsx'
import { StandingFields, standingIn } from './standing.tsx'

const read = async (c: Context<Env>) => {
  const { deps, actor } = c.var
  const id = idIn(c, 'coalition')
  const organizationId = idIn(c, 'organization', 'organizationId')
  const [{ coalition }, part, organization] = await Promise.all([
    enterTo(deps.store, actor, id, 'coalition.set-participation'),
    findParticipation(deps.store, id, organizationId),
    findOrganization(deps.store, organizationId),
  ])
  if (!part) throw notFound('participation')
  return { coalition, part, name: organization?.name ?? organizationId }
}

const show = async (c: Context<Env>, again?: Filled, status: Status = 200) => {
  const [{ words }, { coalition, part, name }] = await Promise.all([readerOf(c), read(c)])
  const { t } = words
  // Of two forms that stand here one comes back: the other says what it said before.
  const begun = filledWith({ role: [part.role], knownTo: [part.knownTo] })
  const form = { ...begun, ...again, typed: { ...begun.typed, ...again?.typed } }
  const field = { form, words }
  const path = `/console/coalitions/${coalition.id}/organizations/${part.organizationId}`
  return consolePage(
    c,
    { title: name, here: '/console/coalitions', status },
    <>
      <p>
        <a href={`/console/coalitions/${coalition.id}`} dir="auto">
          {coalition.name}
        </a>
      </p>
      <h1>
        <bdi>{name}</bdi>
      </h1>
      <p>{t(`console.part.${part.status}`)}</p>
      <Refusal {...field} />
      <form class="sheet" method="post" action={path}>
        <Token c={c} />
        <StandingFields {...field} />
        <p class="acts">
          <button type="submit">{t('console.save')}</button>
        </p>
      </form>
      {mayBecome(part.status, 'removed', 'lead') && (
        <section class="sheet">
          <Grave
            c={c}
            action={path}
            carries={{ status: 'removed' }}
            words={t('console.turn.removed')}
            follows={t('coalition.remove.hint')}
            open={isSaid(form)}
          >
            <Reason form={form} words={words} />
          </Grave>
        </section>
      )}
    </>,
  )
}

export const partPage = (c: Context<Env>) => show(c)

/** How an organization takes part is said on the coalition's page by itself, on a page of its own by those who lead. */
export const partFromForm = posted((c) => ({
  act: async (typed) => {
    const coalitionId = idIn(c, 'coalition')
    const organizationId = idIn(c, 'organization', 'organizationId')
    const status = givenIn(typed, 'status')
    const change = parsed(participationChange, { ...filled({ status }), ...standingIn(typed) })
    await setParticipation(c.var.deps, c.var.actor, { coalitionId, organizationId, ...change })
    return `/console/coalitions/${coalitionId}?done=saved`
  },
  // An organization that answers for itself has no page of its own there.
  again: (form, status) =>
    ['removed', ''].includes(valueIn(form.typed, 'status'))
      ? show(c, form, status)
      : showCoalition(c, form, status),
}))
