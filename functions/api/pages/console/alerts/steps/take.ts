import type { Context } from 'hono'
import { approveAlert } from '../../../../../../shared/alerts/approve.ts'
import { updateAlert } from '../../../../../../shared/alerts/change.ts'
import { closeComments } from '../../../../../../shared/alerts/comments/close.ts'
import { remindSilent } from '../../../../../../shared/alerts/escalation/remind-now.ts'
import { haltAlert } from '../../../../../../shared/alerts/halt.ts'
import { callOffEmbargo } from '../../../../../../shared/alerts/release/embargo.ts'
import { resumeAlert } from '../../../../../../shared/alerts/release/resume.ts'
import { reviewAlert, reviewInput } from '../../../../../../shared/alerts/release/review.ts'
import { type Alert, approvalInput } from '../../../../../../shared/alerts/schema.ts'
import { returnAlert, submitAlert } from '../../../../../../shared/alerts/submit.ts'
import { notFound } from '../../../../../../shared/errors.ts'
import { classes } from '../../../../../../shared/organizations/schema.ts'
import type { Router } from '../../../../http/contract.ts'
import type { Env } from '../../../../http/env.ts'
import { returnInput } from '../../../../routes/alerts/steps.ts'
import { parsed, type Typed, valueIn, versionIn } from '../../shell/form.ts'
import { idIn } from '../../shell/path.ts'
import { posted } from '../../shell/post.ts'
import { showAlert } from '../page.tsx'

type Step = (c: Context<Env>, named: { id: string; version: number }, typed: Typed) => Promise<Alert>

/** Reminding changes nothing of the alert, whatever was done to it meanwhile. */
const remindFromForm = posted((c) => ({
  act: async () => {
    const id = idIn(c, 'alert')
    await remindSilent(c.var.deps, c.var.actor, id)
    return `/console/alerts/${id}?done=reminded`
  },
  again: (form, status) => showAlert(c, form, status),
}))

/** A step of an alert's life, and the page that one comes to by it. */
const step = (take: Step, to: (path: string, alert: Alert) => string) =>
  posted((c) => ({
    act: async (typed) => {
      const id = idIn(c, 'alert')
      const after = await take(c, { id, version: versionIn(typed) }, typed)
      return to(`/console/alerts/${id}`, after)
    },
    again: (form, status) => showAlert(c, form, status),
  }))

const approve: Step = (c, named, typed) => {
  const approval = parsed(approvalInput, { digest: valueIn(typed, 'digest') })
  return approveAlert(c.var.deps, c.var.actor, { ...named, approval })
}

const alone: Step = (c, named, typed) => {
  const breakGlass = { reason: valueIn(typed, 'breakGlass.reason') }
  const approval = parsed(approvalInput, { digest: valueIn(typed, 'digest'), breakGlass })
  return approveAlert(c.var.deps, c.var.actor, { ...named, approval })
}

const giveBack: Step = (c, named, typed) => {
  const { remarks } = parsed(returnInput, { remarks: valueIn(typed, 'remarks') })
  return returnAlert(c.var.deps, c.var.actor, { ...named, remarks })
}

const lookBack: Step = (c, named, typed) => {
  const review = parsed(reviewInput, {
    verdict: valueIn(typed, 'verdict'),
    findings: valueIn(typed, 'findings'),
  })
  return reviewAlert(c.var.deps, c.var.actor, { ...named, review })
}

const callOff: Step = (c, named) => {
  const of = classes.find((each) => each === c.req.param('class'))
  if (!of) throw notFound('embargo')
  return callOffEmbargo(c.var.deps, c.var.actor, { ...named, class: of })
}

const stay = (said: string) => (path: string) => `${path}?done=${said}`

/** What is out already is watched; what is held or needs another person is looked at. */
const onward = (path: string, { state, issues }: Alert) =>
  issues.length > 0 && (state === 'issued' || state === 'cancelled')
    ? `${path}/progress`
    : `${path}?done=approved`

/** The forms by which an alert goes from one state to the next. */
export const alertStepPages = (pages: Router) => {
  const at = '/console/alerts/:id'
  pages.post(
    `${at}/submit`,
    step((c, named) => submitAlert(c.var.deps, c.var.actor, named), stay('submitted')),
  )
  pages.post(`${at}/approve`, step(approve, onward))
  pages.post(`${at}/alone`, step(alone, onward))
  pages.post(`${at}/return`, step(giveBack, stay('returned')))
  pages.post(
    `${at}/halt`,
    step((c, named) => haltAlert(c.var.deps, c.var.actor, named), stay('halted')),
  )
  pages.post(
    `${at}/resume`,
    step((c, named) => resumeAlert(c.var.deps, c.var.actor, named), stay('saved')),
  )
  pages.post(`${at}/remind`, remindFromForm)
  pages.post(`${at}/review`, step(lookBack, stay('saved')))
  pages.post(`${at}/embargoes/:class/cancel`, step(callOff, stay('saved')))
  pages.post(
    `${at}/comments/close`,
    step((c, named) => closeComments(c.var.deps, c.var.actor, named), stay('saved')),
  )
  pages.post(
    `${at}/update`,
    step(
      (c, named) => updateAlert(c.var.deps, c.var.actor, { ...named, change: {} }),
      (path) => `${path}/edit`,
    ),
  )
}
