import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import { mayOnceProved } from '../../../../../shared/access/permit.ts'
import type { Motion } from '../../../../../shared/identity/motions/repository.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { Boxes } from '../shell/fields.tsx'
import { type Filled, filledWith } from '../shell/form.ts'
import { When } from '../shell/parts.tsx'
import { Reason } from '../shell/reason.tsx'
import { Grave, Turn } from '../shell/turn.tsx'
import { isBy, isReader, motionPath } from './own.ts'

interface Shown {
  readonly c: Context<Env>
  readonly motion: Motion
  readonly reader: Reader
}

/** What one coordinator wants done, for a second to want it too. */
export const MotionLine = ({ c, motion, reader }: Shown) => {
  const { t } = reader.words
  const isOwn = isBy(c, motion.proposedBy)
  const isAboutReader = isReader(c, motion.contactId)
  return (
    <>
      <b>{t(`console.motion.${motion.kind}`)}</b>{' '}
      <span class="badge warning">{t('console.motion.waits')}</span>
      {motion.reason && (
        <p class="text" dir="auto">
          {motion.reason}
        </p>
      )}
      <p class="small soft">
        {t('console.ends')} <When at={motion.expiresAt} reader={reader} />
      </p>
      {!isAboutReader && (
        <div class="acts">
          {!isOwn && mayOnceProved(c.var.actor, 'motion.put') && (
            <Turn
              c={c}
              action={motionPath(motion)}
              words={t('console.motion.second')}
              look="grave"
              carries={{ once: randomUUID() }}
            />
          )}
          {mayOnceProved(c.var.actor, 'motion.drop') && (
            <Turn
              c={c}
              action={`${motionPath(motion)}/end`}
              words={t(isOwn ? 'console.proposal.withdraw' : 'console.proposal.object')}
              look="quiet"
            />
          )}
        </div>
      )}
    </>
  )
}

interface Open {
  readonly c: Context<Env>
  /** Where the contact's page is. */
  readonly at: string
  readonly kinds: readonly Motion['kind'][]
  readonly form: Filled | undefined
  readonly reader: Reader
}

/** What can be done to this person's rights, as the first of two who want it. */
export const NewMotion = ({ c, at, kinds, form, reader: { words } }: Open) => {
  const { t } = words
  const typed = form?.typed['motion.reason'] === undefined ? filledWith({}) : form
  return (
    <Grave
      c={c}
      action={`${at}/motions`}
      words={t('console.motion.put')}
      follows={t('console.motion.put.hint')}
      open={typed === form}
      carries={{ once: randomUUID() }}
    >
      <Boxes
        one
        form={typed}
        words={words}
        name="motion.kind"
        label={t('console.motion.what')}
        options={kinds.map((value) => ({ value, label: t(`console.motion.${value}`) }))}
      />
      <Reason step="motion" form={typed} words={words} optional />
    </Grave>
  )
}
