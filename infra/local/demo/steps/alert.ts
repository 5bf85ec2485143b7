import { parseResponse } from 'hono/client'
import type { Id } from '../../../../shared/ids.ts'
import type { Organization } from '../../../../shared/organizations/schema.ts'
import { Refused } from '../client.ts'
import { alert } from '../invented/alert.ts'
import { countsAsText, plural } from '../screen.ts'
import { readRoster, type Stage } from '../stage.ts'

interface Left {
  readonly organizationId: string
  readonly reason: string
}

interface Preview {
  readonly withheld: readonly Left[]
  readonly organizations: number
  readonly contacts: number
  readonly byClass: Readonly<Record<string, number>>
  readonly byLanguage: Readonly<Record<string, number>>
  readonly byCountry: Readonly<Record<string, number>>
  readonly unreachable: readonly Left[]
}

export interface Alert {
  readonly id: Id<'alert'>
  readonly state: string
  readonly releaseAt?: string
  readonly issues: readonly { readonly issuedAt: string; readonly reference: string }[]
}

const reasons: Readonly<Record<string, string>> = {
  'own-government': 'a government of the situation’s own countries',
  'withheld-from': 'on the situation’s list of whom it is withheld from',
}

const mostShown = 5

const showPreview = (
  { line }: Stage['screen'],
  preview: Preview,
  roster: ReadonlyMap<string, Organization>,
) => {
  const { withheld, unreachable, organizations, contacts, byClass, byLanguage, byCountry } = preview
  for (const { organizationId, reason } of withheld.slice(0, mostShown))
    line('withheld', `${roster.get(organizationId)?.name}: ${reasons[reason] ?? reason}`)
  if (withheld.length > mostShown) line('', `and ${withheld.length - mostShown} more`)
  if (withheld.length === 0) line('withheld', 'nobody')
  line(
    'audience',
    `${plural(organizations, 'organization')} and ${plural(contacts, 'contact')} in ${plural(Object.keys(byCountry).length, 'country', 'countries')}`,
  )
  line('by class', countsAsText(byClass))
  line('by language', countsAsText(byLanguage))
  line('unreachable', unreachable.length === 0 ? 'nobody' : plural(unreachable.length, 'organization'))
}

/** Seconds; a demo does not wait two minutes. */
const hold = 3

/** Shortens the hold for what is approved next, which takes two coordinators; gives back what sets it again. */
const shortenHold = async ({ one, two }: Stage) => {
  const read = () => parseResponse(one.api.settings.$get())
  const { holdSeconds, version } = await read()
  const set = (json: { holdSeconds: number }, of: number) =>
    one.api.settings.$patch({ header: { 'if-match': `"${of}"` }, json })
  await set({ holdSeconds: hold }, version)
  await two.api.settings.confirmation.$post({ header: { 'if-match': `"${version + 1}"` } })
  return async () => set({ holdSeconds }, (await read()).version)
}

/** One coordinator writes and submits, sees who would be told, and cannot approve it; the other one does. */
export const issueAlert = async (
  stage: Stage,
  situation: { id: Id<'situation'> },
  { id: coalitionId }: { id: Id<'coalition'> },
) => {
  const { screen, one, two, check } = stage
  screen.step('An early-warning alert is written, read and approved')
  const draft = await parseResponse(
    one.api.alerts.$post({ header: {}, json: alert(situation.id, coalitionId) }),
  )
  const { texts, level } = alert(situation.id, coalitionId)
  screen.line('drafted', `${level}, in ${texts.map(({ language }) => language).join(', ')}`)
  const named = { param: { id: draft.id }, header: {} }
  const preview = await parseResponse(one.api.alerts[':id'].audience.$get(named))
  showPreview(screen, preview, await readRoster(stage))

  const { digest } = await parseResponse(one.api.alerts[':id'].submission.$post(named))
  screen.line('submitted', `by coordinator one; digest ${digest.slice(0, 12)}…`)
  const approving = { ...named, json: { digest } }
  const alone = await one.api.alerts[':id'].approval.$post(approving).catch((error: unknown) => error)
  const status = alone instanceof Refused ? alone.status : undefined
  screen.line('refused', `coordinator one may not approve it (${status ?? 'but could'})`)
  check(status === 403 || status === 409, 'nobody approves what they wrote')
  const endHold = await shortenHold(stage)
  const approved = await parseResponse(two.api.alerts[':id'].approval.$post(approving))
  await endHold()
  screen.line('approved', `by coordinator two; held ${hold} s (two minutes, unless set), to be stopped`)
  check(approved.state === 'approved' && approved.releaseAt !== undefined, 'the approved alert is held')
  return { alert: approved, expected: preview.contacts }
}
