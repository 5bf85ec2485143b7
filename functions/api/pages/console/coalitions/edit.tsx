import type { Context } from 'hono'
import { enterTo } from '../../../../../shared/coalitions/enter.ts'
import { coalitionChange } from '../../../../../shared/coalitions/schema.ts'
import { updateCoalition } from '../../../../../shared/coalitions/update.ts'
import type { Env } from '../../../http/env.ts'
import { Line, Paragraphs, Refusal, Tick, Token } from '../shell/fields.tsx'
import { type Filled, filledWith, parsed, valueIn, versionIn } from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { readerOf } from '../shell/session.ts'

const show = async (c: Context<Env>, again?: Filled, status: Status = 200) => {
  const { deps, actor } = c.var
  const [{ words }, { coalition }] = await Promise.all([
    readerOf(c),
    enterTo(deps.store, actor, idIn(c, 'coalition'), 'coalition.update'),
  ])
  const { t } = words
  const { name, purpose, confidential, open, version } = coalition
  const form =
    again ??
    filledWith({
      ...{ name: [name], purpose: [purpose] },
      ...{ confidential: confidential ? ['yes'] : [], open: open ? ['yes'] : [] },
    })
  const field = { form, words }
  return consolePage(
    c,
    { title: t('console.change'), here: '/console/coalitions', status },
    <>
      <p>
        <a href={`/console/coalitions/${coalition.id}`} dir="auto">
          {name}
        </a>
      </p>
      <h1>{t('console.change')}</h1>
      <form method="post">
        <Token c={c} />
        <input type="hidden" name="version" value={String(version)} />
        <Refusal {...field} />
        <Line {...field} name="name" label={t('console.name')} maxlength={200} required />
        <Paragraphs
          {...field}
          name="purpose"
          label={t('coalition.purpose')}
          rows={6}
          maxlength={5000}
          required
        />
        <Tick {...field} name="confidential" label={t('console.confidential')} />
        <Tick {...field} name="open" label={t('coalition.open')} />
        <p class="acts">
          <button type="submit">{t('console.save')}</button>
        </p>
      </form>
    </>,
  )
}

export const editCoalitionPage = (c: Context<Env>) => show(c)

export const changeCoalitionFromForm = posted((c) => ({
  act: async (typed) => {
    const id = idIn(c, 'coalition')
    const change = parsed(coalitionChange, {
      name: valueIn(typed, 'name'),
      purpose: valueIn(typed, 'purpose'),
      confidential: valueIn(typed, 'confidential') === 'yes',
      open: valueIn(typed, 'open') === 'yes',
    })
    await updateCoalition(c.var.deps, c.var.actor, { id, version: versionIn(typed), change })
    return `/console/coalitions/${id}?done=saved`
  },
  again: (form, status) => show(c, form, status),
}))
