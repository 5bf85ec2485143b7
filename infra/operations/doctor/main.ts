import { readSettings } from '../../local/config.ts'
import { openAwsPlace } from '../aws-place.ts'
import { readCommand, runCommand, say } from '../command.ts'
import { openLocalPlace } from '../local-place.ts'
import { awsProbes } from './aws.ts'
import { examine, isWell, tellingOf } from './examine.ts'
import { localProbes } from './local.ts'

const usage = 'npm run doctor -- [--stack tocsin-prod] [--json]'

/** Who is asked for the time, unless another is named; `none` asks nobody. */
const timeServer = process.env['TIME_SERVER'] ?? 'pool.ntp.org'

const enter = async (stack: string | undefined) => {
  if (stack !== undefined) {
    const place = await openAwsPlace(stack)
    return { place, probes: awsProbes(place, { now: new Date(), timeServer }) }
  }
  const settings = readSettings()
  const place = await openLocalPlace(settings)
  return { place, probes: localProbes(place, { settings, timeServer, now: () => new Date() }) }
}

await runCommand(async () => {
  const { values, positionals } = readCommand(
    { stack: { type: 'string' }, json: { type: 'boolean', default: false } },
    usage,
  )
  if (positionals.length > 0) throw new Error(`usage: ${usage}`)
  const { place, probes } = await enter(values.stack)
  try {
    const examined = await examine(probes)
    if (values.json)
      say(JSON.stringify({ place: place.name, well: isWell(examined), examined }, undefined, 2))
    else for (const line of tellingOf(place.name, examined)) say(line)
    return isWell(examined) ? 0 : 1
  } finally {
    await place.close()
  }
})
