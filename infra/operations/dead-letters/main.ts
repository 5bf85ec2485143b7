import { openPlace, readCommand, runCommand, say } from '../command.ts'
import { listLetters } from './letters.ts'
import { redriveAll, redriveOne } from './redrive.ts'

const usage =
  'npm run dead-letters -- [redrive all | redrive <queue> | redrive <id>] [--stack tocsin-prod] [--json]'

type Anywhere = Awaited<ReturnType<typeof openPlace>>

const list = async (place: Anywhere, asJson: boolean) => {
  const letters = await listLetters(place)
  const shown = letters.map(({ source, id, what, sentAt }) => ({ source, id, sentAt, what }))
  if (asJson) say(JSON.stringify({ place: place.name, letters: shown }))
  else {
    for (const { source, id, sentAt, what } of shown) say(`${id}  ${source.padEnd(13)}  ${sentAt}  ${what}`)
    say(letters.length === 0 ? 'No dead letters.' : `${letters.length} to be sent again: ${usage}`)
  }
  return letters.length === 0 ? 0 : 1
}

const redrive = async (place: Anywhere, which: string) => {
  if (which === 'all' || which in place.deadLetterUrls) {
    const { sent, moving, left } = await redriveAll(place, which === 'all' ? undefined : which)
    for (const source of moving)
      say(`SQS sends the dead letters of "${source}" again, by itself from now on.`)
    say(`${sent} sent again.`)
    if (left > 0)
      say(
        `${left} cannot be: they say where events stood in a stream. Their mails have gone out by the agenda; what ` +
          'webhooks missed is posted by POST /v1/webhooks/{id}/replay.',
      )
    return 0
  }
  const outcome = await redriveOne(place, which)
  say(
    { sent: '1 sent again.', left: 'This one cannot be sent again.', absent: 'It is not there any more.' }[
      outcome
    ],
  )
  return outcome === 'left' ? 1 : 0
}

await runCommand(async () => {
  const { values, positionals } = readCommand(
    { stack: { type: 'string' }, json: { type: 'boolean', default: false } },
    usage,
  )
  const [verb = 'list', which, ...rest] = positionals
  const isKnown = verb === 'list' ? which === undefined : verb === 'redrive' && which !== undefined
  if (!isKnown || rest.length > 0) throw new Error(`usage: ${usage}`)
  const place = await openPlace(values.stack)
  try {
    return await (verb === 'list' ? list(place, values.json) : redrive(place, which!))
  } finally {
    await place.close()
  }
})
