import type { Context } from 'hono'
import { setParticipation } from '../../../../../shared/coalitions/participate.ts'
import { listParticipants, readCoalition } from '../../../../../shared/coalitions/read.ts'
import { mailedParticipation } from '../../../../../shared/coalitions/schema.ts'
import { participationByReply } from '../../../../../shared/replies/participation.ts'
import type { Env } from '../../../http/env.ts'
import { Boxes, Line } from '../shell/fields.tsx'
import { filled, givenIn, parsed, type Typed, valueIn } from '../shell/form.ts'
import { atMost, organizationId } from './asked.ts'
import type { Matter, MatterKind } from './matter.ts'

const saidIn = (typed: Typed) =>
  parsed(mailedParticipation, {
    status: valueIn(typed, 'status'),
    ...filled({ reason: givenIn(typed, 'reason') }),
  })

const open = async (c: Context<Env>, id: string): Promise<Matter> => {
  const { deps, actor } = c.var
  const { name } = await readCoalition(deps, actor, id)
  return {
    title: name,
    Fields: ({ form, reader: { words } }) => {
      const field = { form, words }
      return (
        <>
          <Boxes
            {...field}
            one
            name="status"
            label={words.t('console.answer')}
            options={mailedParticipation.shape.status.options.map((value) => ({
              value,
              label: words.t(`console.part.${value}`),
            }))}
          />
          <Line
            {...field}
            name="reason"
            label={`${words.t('meeting.reason')} (${words.t('page.optional')})`}
            maxlength={2000}
          />
        </>
      )
    },
  }
}

const asked = async (c: Context<Env>, id: string) => {
  const { items } = await listParticipants(c.var.deps, c.var.actor, { id, page: atMost })
  return items
    .filter(({ status }) => status !== 'removed')
    .map(({ organizationId: value, name: label }) => ({ value, label }))
}

const byMail: MatterKind['byMail'] = (deps, actor, named, typed) =>
  participationByReply(deps, actor, { ...named, said: saidIn(typed) })

const byWord: MatterKind['byWord'] = (deps, actor, { id: coalitionId, whose, told }, typed) =>
  setParticipation(deps, actor, {
    ...{ coalitionId, organizationId: organizationId(whose), told },
    ...saidIn(typed),
  })

/** How organizations take part in a coalition. */
export const coalitionMatter: MatterKind = { open, asked, byMail, byWord }
