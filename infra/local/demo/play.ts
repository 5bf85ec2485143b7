import type { Options } from './options.ts'
import type { Stage } from './stage.ts'
import { issueAlert } from './steps/alert.ts'
import { closeBooks } from './steps/closing.ts'
import { formCoalition } from './steps/coalition.ts'
import { watchFanOut } from './steps/fan-out.ts'
import { holdMeeting } from './steps/meeting.ts'
import { importRoster } from './steps/roster.ts'
import { importForecasts, openSituation } from './steps/situation.ts'

/** The main job from the roster to the ledger; gives back the alert's id. */
export const play = async (stage: Stage, { roster, forecasts }: Options): Promise<string> => {
  await importRoster(stage, roster)
  const again = await importForecasts(stage, forecasts)
  const situation = await openSituation(stage, again)
  const coalition = await formCoalition(stage, situation)
  await holdMeeting(stage, coalition)
  const { alert: approved, expected } = await issueAlert(stage, situation, coalition)
  const { alert, ledger } = await watchFanOut(stage, approved, expected)
  await closeBooks(stage, { alert, ledger, expected })
  return alert.id
}
