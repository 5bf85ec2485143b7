import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import * as z from 'zod'
import { permit } from '../../../../../shared/access/permit.ts'
import { toldInput } from '../../../../../shared/replies/told.ts'
import type { Env } from '../../../http/env.ts'
import { onceUnder } from '../../../http/idempotency.ts'
import { Choice, Line, Refusal, Token } from '../shell/fields.tsx'
import { type Filled, filled, filledWith, givenIn, parsed, valueIn } from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { instantIn } from '../shell/local-time.ts'
import { posted } from '../shell/post.ts'
import { readerOf } from '../shell/session.ts'
import { placeOf } from '../shell/subject.ts'
import { matterIn } from './matters.ts'

const show = async (c: Context<Env>, form: Filled, status: Status = 200) => {
  permit(c.var.actor, 'reply.change')
  const { id, kind } = matterIn(c)
  const [reader, matter, asked] = await Promise.all([readerOf(c), kind.open(c, id), kind.asked(c, id)])
  const { words, timeZone } = reader
  const { t } = words
  const field = { form, words }
  return consolePage(
    c,
    { title: t('inbox.told'), status },
    <>
      <p>
        <a href={placeOf(id)} dir="auto">
          {matter.title}
        </a>
      </p>
      <h1>{t('inbox.told')}</h1>
      <Refusal {...field} />
      {asked.length === 0 ? (
        <p class="soft">{t('console.nothing')}</p>
      ) : (
        <form class="sheet" method="post">
          <p class="hint">{t('inbox.told.hint')}</p>
          <Token c={c} />
          <input type="hidden" name="once" value={valueIn(form.typed, 'once')} />
          <Choice {...field} name="whose" label={t('inbox.whose')} options={asked} none="" required />
          <matter.Fields form={form} reader={reader} />
          <Choice
            {...field}
            name="told.channel"
            label={t('inbox.channel')}
            options={toldInput.shape.channel.options.map((value) => ({
              value,
              label: t(`inbox.channel.${value}`),
            }))}
            required
          />
          <Line
            {...field}
            name="told.who"
            label={`${t('inbox.who')} (${t('page.optional')})`}
            maxlength={120}
          />
          <Line
            {...field}
            name="told.at"
            type="datetime-local"
            label={t('inbox.said-at', { zone: timeZone })}
            hint={t('inbox.said-at.hint')}
          />
          <p class="acts">
            <button type="submit">{t('inbox.told')}</button>
          </p>
        </form>
      )}
    </>,
  )
}

export const toldPage = (c: Context<Env>) =>
  show(c, filledWith({ once: [randomUUID()], delegates: ['1'], 'told.channel': ['phone'] }))

const how = z.object({ told: toldInput })

export const toldByForm = posted((c) => ({
  act: async (typed) => {
    permit(c.var.actor, 'reply.change')
    const { id, kind } = matterIn(c)
    const { timeZone } = await readerOf(c)
    const { told } = parsed(how, {
      told: filled({
        channel: valueIn(typed, 'told.channel'),
        who: givenIn(typed, 'told.who'),
        at: givenIn(typed, 'told.at') && instantIn(typed, 'told.at', timeZone),
      }),
    })
    const word = { id, whose: valueIn(typed, 'whose'), told }
    const { token: _, ...said } = typed
    await onceUnder(
      { c, key: givenIn(typed, 'once'), payload: said },
      (deps) => kind.byWord(deps, c.var.actor, word, typed),
      async () => undefined,
    )
    return `${placeOf(id)}?done=saved`
  },
  again: (form, status) => show(c, form, status),
}))
