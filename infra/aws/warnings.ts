import { Annotations, type Stack } from 'aws-cdk-lib'
import type { Settings } from './settings.ts'

/** What a stack can be made without, but people cannot be served without. */
export const warnOfWhatIsMissing = (stack: Stack, { lasting, alarmEmail, coordinators }: Settings) => {
  if (!lasting) return
  const warn = (id: string, message: string) => Annotations.of(stack).addWarningV2(`tocsin:${id}`, message)
  if (!alarmEmail)
    warn('alarmEmail', 'Alarms ring where nobody hears them: say -c alarmEmail=duty@example.org')
  if (coordinators.length === 0)
    warn(
      'coordinators',
      'Until somebody is a coordinator, nobody can sign in: say -c coordinators=a@example.org',
    )
}
