import { callOffPoll, choosePollSlot } from '../../../../../../shared/meetings/polls/close.ts'
import { pollCallingOff, pollChoice } from '../../../../../../shared/meetings/polls/schema.ts'
import type { Router } from '../../../../http/contract.ts'
import { parsed, valueIn, versionIn } from '../../shell/form.ts'
import { idIn } from '../../shell/path.ts'
import { posted } from '../../shell/post.ts'
import { pollAnswerFromForm } from './answer.tsx'
import { pollPage, showPoll } from './page.tsx'
import { newPollPage, pollFromForm } from './propose.tsx'

const choiceFromForm = posted((c) => ({
  act: async (typed) => {
    const choice = parsed(pollChoice, { slotId: valueIn(typed, 'slotId') })
    const named = { id: idIn(c, 'poll'), version: versionIn(typed) }
    const { meetingId } = await choosePollSlot(c.var.deps, c.var.actor, { ...named, choice })
    return `/console/meetings/${meetingId}?done=saved`
  },
  again: (form, status) => showPoll(c, form, status),
}))

const callingOffFromForm = posted((c) => ({
  act: async (typed) => {
    const { reason } = parsed(pollCallingOff, { reason: valueIn(typed, 'reason') })
    const id = idIn(c, 'poll')
    await callOffPoll(c.var.deps, c.var.actor, { id, version: versionIn(typed), reason })
    return `/console/polls/${id}?done=saved`
  },
  again: (form, status) => showPoll(c, form, status),
}))

/** Times proposed for a meeting: asked for, answered, and one of them called. */
export const pollPages = (pages: Router) => {
  pages.get('/console/polls/new', newPollPage)
  pages.post('/console/polls/new', pollFromForm)
  pages.get('/console/polls/:id', pollPage)
  pages.post('/console/polls/:id/answer', pollAnswerFromForm)
  pages.post('/console/polls/:id/choice', choiceFromForm)
  pages.post('/console/polls/:id/cancellation', callingOffFromForm)
}
