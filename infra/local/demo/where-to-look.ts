import type { Place } from './place.ts'
import type { Screen } from './screen.ts'

/** Where everything can be seen and tried while the demo stays up. */
export const sayWhereToLook = ({ write }: Screen, place: Place, alertId: string) => {
  const { apiUrl, mailboxUrl, tokens, coordinator } = place
  const known: readonly (readonly [string, string | undefined])[] = [
    ['Mailbox', mailboxUrl],
    ['API reference', `${apiUrl}/docs`],
    ['Alert, public', `${apiUrl}/alerts/${alertId}`],
    ['Feeds', `${apiUrl}/feeds/alerts.atom`],
    ['', `${apiUrl}/feeds/alerts.rss`],
    ['Coordinator one', tokens[0]],
    ['Coordinator two', tokens[1]],
    ['Sign in as', coordinator && `${coordinator}, by POST /v1/sign-in`],
  ]
  write('\nEverything stays up. Where to look:\n')
  for (const [name, value] of known) if (value) write(`   ${name.padEnd(17)}${value}`)
  write(
    `\n   curl -H 'Authorization: Bearer ${tokens[0]}' \\\n     ${apiUrl}/v1/alerts/${alertId}/deliveries`,
  )
  write('\nCtrl-C ends it.')
}
