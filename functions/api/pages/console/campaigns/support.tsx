import type { Context } from 'hono'
import type { CampaignBoard } from '../../../../../shared/advocacy/campaigns/board.ts'
import { setSupport } from '../../../../../shared/advocacy/campaigns/join.ts'
import { reachableFrom, supportInput } from '../../../../../shared/advocacy/campaigns/schema.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { Token } from '../shell/fields.tsx'
import { parsed, valueIn } from '../shell/form.ts'
import { When } from '../shell/parts.tsx'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { showCampaign } from './page.tsx'

interface Supporting {
  readonly c: Context<Env>
  readonly board: CampaignBoard
  readonly reader: Reader
}

interface Turns {
  readonly c: Context<Env>
  readonly action: string
  readonly turns: readonly { readonly status: string; readonly words: string }[]
}

const Turns = ({ c, action, turns }: Turns) =>
  turns.length === 0 ? null : (
    <form method="post" action={action}>
      <Token c={c} />
      {turns.map(({ status, words }) => (
        <button type="submit" class="quiet" name="status" value={status}>
          {words}
        </button>
      ))}
    </form>
  )

/** What the reader's own organization can do: ask to join, or leave. */
const Own = ({ c, board: { campaign, own }, reader: { words, organization } }: Supporting) => {
  const { t } = words
  if (organization?.relation !== 'member') return null
  const from = own?.status ?? 'none'
  const can = (to: 'asked' | 'left') =>
    reachableFrom[to].includes(from) && (to === 'left' || campaign.status === 'running')
  return (
    <>
      {own && <p>{`${t('console.own')}: ${t(`console.part.${own.status}`)}`}</p>}
      <Turns
        c={c}
        action={`/console/campaigns/${campaign.id}/organizations/${organization.id}`}
        turns={[
          ...(can('asked') ? [{ status: 'asked', words: t('coalition.ask') }] : []),
          ...(can('left') ? [{ status: 'left', words: t('console.turn.left') }] : []),
        ]}
      />
    </>
  )
}

/** Who takes part; those who lead also see who asks, and let them in or not. */
export const Supporters = (supporting: Supporting) => {
  const { c, board, reader } = supporting
  const { campaign, support, runs } = board
  const { t } = reader.words
  const decides = runs && campaign.status === 'running'
  return (
    <section class="sheet">
      <h2>{t('console.taking-part')}</h2>
      <Own {...supporting} />
      {support.length === 0 && <p class="soft">{t('console.nothing')}</p>}
      <ul class="rows">
        {support.map(({ organizationId, name, status, at }) => (
          <li>
            <bdi>{name}</bdi>
            <p class="small soft">
              {t(`console.part.${status}`)} · <When at={at} reader={reader} />
            </p>
            {decides && status === 'asked' && (
              <Turns
                c={c}
                action={`/console/campaigns/${campaign.id}/organizations/${organizationId}`}
                turns={[
                  { status: 'joined', words: t('campaign.let-in') },
                  { status: 'declined', words: t('console.turn.declined') },
                ]}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

export const supportFromForm = posted((c) => ({
  act: async (typed) => {
    const id = idIn(c, 'campaign')
    const organizationId = idIn(c, 'organization', 'organizationId')
    const { status } = parsed(supportInput, { status: valueIn(typed, 'status') })
    await setSupport(c.var.deps, c.var.actor, { id, organizationId, status })
    return `/console/campaigns/${id}?done=saved`
  },
  again: (form, status) => showCampaign(c, form, status),
}))
