import { parseResponse } from 'hono/client'
import { previewOf } from '../../../shared/alerts/read.ts'
import { getAlert } from '../../../shared/alerts/repository.ts'
import { ledgerOf } from '../../../shared/ledger/read.ts'
import { alert } from '../demo/invented/alert.ts'
import { situation } from '../demo/invented/situation.ts'
import { bar, followLedger, type Ledger, statesOf } from '../demo/ledger.ts'
import { countsAsText, plural, type Screen } from '../demo/screen.ts'
import { countingOrganizations } from './counted.ts'
import type { Place } from './place.ts'

/** Longer than any rehearsal: nobody answers one, and that nobody does is not followed up. */
const never = { remindAfter: 43_198, passOnAfter: 43_199, handOverAfter: 43_200 }

/** Writes and approves an emergency for everybody on the roster, marked as an exercise. */
export const raise = async ({ deps, one, two }: Place, screen: Screen) => {
  await one.api.settings.$patch({
    header: { 'if-match': '"0"' },
    json: { escalation: { watch: never, warning: never, emergency: never } },
  })
  const watched = await parseResponse(one.api.situations.$post({ header: {}, json: situation }))
  const { audience: _, ...written } = alert(watched.id, '')
  const draft = await parseResponse(
    one.api.alerts.$post({
      header: {},
      json: {
        ...written,
        level: 'emergency',
        scope: 'restricted',
        exercise: true,
        audience: { relations: ['member', 'authority'] },
      },
    }),
  )
  const named = { param: { id: draft.id }, header: {} }
  const preview = await parseResponse(one.api.alerts[':id'].audience.$get(named))
  screen.line(
    'audience',
    `${plural(preview.organizations, 'organization')}, ${countsAsText(preview.byLanguage)}`,
  )
  const counting = countingOrganizations(deps.store)
  await previewOf({ ...deps, store: counting.store }, await getAlert(deps.store, draft.id))
  screen.line('preview', `read each organization ${counting.ratio().toFixed(2)} times`)
  const { digest } = await parseResponse(one.api.alerts[':id'].submission.$post(named))
  await two.api.alerts[':id'].approval.$post({ ...named, json: { digest } })
  const { issues } = await getAlert(deps.store, draft.id)
  const { notificationId, issuedAt, reference } = issues[0]!
  screen.line('issued', `an emergency, marked as an exercise: ${reference}`)
  return { notificationId, issuedAt, expected: preview.contacts, readEachOnce: counting.ratio() === 1 }
}

export type Alarm = Awaited<ReturnType<typeof raise>>

/** Of a whole day: a machine may be slow, and an account's rate slower. */
const patience = { every: 1000, grace: 120_000, most: 86_400_000 }

/** Watches it go out until nothing of it is still to come. */
export const watch = (
  { deps }: Place,
  screen: Screen,
  { notificationId, expected }: Alarm,
): Promise<Ledger> => {
  const began = performance.now()
  const show = (ledger: Ledger) => {
    const seconds = ((performance.now() - began) / 1000).toFixed(0).padStart(6)
    const states = statesOf(ledger).map(([state, count]) => `${state} ${count}`)
    screen.moving(`${seconds} s  ${bar(ledger, expected)}  ${states.join('  ')}`)
  }
  return followLedger(() => ledgerOf(deps.store, notificationId), show, patience)
}
