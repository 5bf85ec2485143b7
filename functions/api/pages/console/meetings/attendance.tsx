import type { Context } from 'hono'
import { readAnswers } from '../../../../../shared/meetings/answers/read-board.ts'
import { readAttendance, recordAttendance } from '../../../../../shared/meetings/minutes/attend.ts'
import { attendanceInput } from '../../../../../shared/meetings/minutes/schema.ts'
import type { Meeting } from '../../../../../shared/meetings/schema.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { Boxes, Token } from '../shell/fields.tsx'
import { filledWith, parsed, valuesOf } from '../shell/form.ts'
import { orNone } from '../shell/none.ts'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { showMinutes } from './minutes.tsx'

/** Who was invited, by name, and who is there; nothing for those who do not keep minutes. */
export const whoMayBeThere = async (c: Context<Env>, id: Meeting['id']) => {
  const { deps, actor } = c.var
  const [board, attendance] = await Promise.all([
    readAnswers(deps, actor, { id, page: { limit: 1000 } }).catch(orNone),
    readAttendance(deps, actor, id).catch(orNone),
  ])
  if (!board || !attendance) return undefined
  return { organizations: board.organizations, attendance }
}

interface Shown {
  readonly c: Context<Env>
  readonly meetingId: Meeting['id']
  readonly found: Awaited<ReturnType<typeof whoMayBeThere>>
  readonly reader: Reader
}

/** A decision is recorded with who was present, so that comes first. */
export const Attendance = ({ c, meetingId, found, reader: { words } }: Shown) => {
  if (!found) return null
  const present = found.attendance.present.map(({ organizationId }) => organizationId)
  return (
    <form class="sheet" method="post" action={`/console/meetings/${meetingId}/attendance`}>
      <Token c={c} />
      <Boxes
        form={filledWith({ present })}
        words={words}
        name="present"
        label={words.t('minutes.present')}
        options={found.organizations.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <p class="acts">
        <button type="submit" class="quiet">
          {words.t('console.save')}
        </button>
      </p>
    </form>
  )
}

/** How many came for each stays as it was said before. */
export const attendanceFromForm = posted((c) => ({
  act: async (typed) => {
    const { deps, actor } = c.var
    const id = idIn(c, 'meeting')
    const before = await readAttendance(deps, actor, id)
    const peopleOf = (organizationId: string) =>
      before.present.find((each) => each.organizationId === organizationId)?.people ?? 1
    const present = valuesOf(typed, 'present').map((organizationId) => ({
      organizationId,
      people: peopleOf(organizationId),
    }))
    const input = parsed(attendanceInput, { present })
    await recordAttendance(deps, actor, { id, version: undefined, input })
    return `/console/meetings/${id}/minutes?done=saved`
  },
  again: (form, status) => showMinutes(c, form, status),
}))
