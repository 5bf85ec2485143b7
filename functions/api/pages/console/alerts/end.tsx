import type { Context } from 'hono'
import { permit } from '../../../../../shared/access/permit.ts'
import { cancelAlert } from '../../../../../shared/alerts/change.ts'
import { approvedBefore } from '../../../../../shared/alerts/compare.ts'
import { cancellationInput, cancelReasons } from '../../../../../shared/alerts/content.ts'
import { readAlert } from '../../../../../shared/alerts/read.ts'
import type { Env } from '../../../http/env.ts'
import { Boxes, Refusal, Token } from '../shell/fields.tsx'
import { type Filled, filledWith, parsed, valueIn, versionIn } from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { readerOf } from '../shell/session.ts'
import { Texts } from './form/texts.tsx'
import { textsIn, typedTexts } from './form/texts-input.ts'
import { closedUp } from './input.ts'

const show = async (c: Context<Env>, form: Filled | undefined, status: Status = 200) => {
  permit(c.var.actor, 'alert.cancel')
  const { deps, actor } = c.var
  const alert = await readAlert(deps, actor, idIn(c, 'alert'))
  const [reader, approved] = await Promise.all([readerOf(c), approvedBefore(deps, actor, alert)])
  const { words } = reader
  const { t } = words
  const begun = form?.typed ?? typedTexts((approved ?? alert.content).texts)
  const shown = { ...(form ?? filledWith({})), typed: { ...begun, version: [String(alert.version)] } }
  return consolePage(
    c,
    { title: t('console.end'), here: '/console/alerts', status },
    <>
      <h1>{t('console.end')}</h1>
      <p>{t('console.end.hint')}</p>
      <form method="post">
        <Token c={c} />
        <input type="hidden" name="version" value={valueIn(shown.typed, 'version')} />
        <Refusal form={shown} words={words} />
        <Boxes
          one
          form={shown}
          words={words}
          name="reason"
          label={t('meeting.reason')}
          options={cancelReasons.map((reason) => ({ value: reason, label: t(`console.end.${reason}`) }))}
        />
        <Texts form={shown} reader={reader} isOut />
        <p class="acts">
          <button type="submit">{t('console.save')}</button>
          <a class="button quiet" href={`/console/alerts/${alert.id}`}>
            {t('console.back')}
          </a>
        </p>
      </form>
    </>,
  )
}

export const endAlertPage = (c: Context<Env>) => show(c, undefined)

export const endFromForm = posted((c) => ({
  act: async (typed) => {
    const given = { reason: valueIn(typed, 'reason'), texts: textsIn(typed) }
    const cancellation = parsed(cancellationInput, given)
    const id = idIn(c, 'alert')
    await cancelAlert(c.var.deps, c.var.actor, { id, version: versionIn(typed), cancellation })
    return `/console/alerts/${id}?done=saved`
  },
  again: (form, status) => show(c, { ...form, typed: closedUp(form.typed) }, status),
}))
