import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import * as z from 'zod'
import { evidenceDocument } from '../../shared/evidence/document.ts'
import { publicKey } from '../../shared/evidence/keys.ts'
import { faultsOf, subjectOf, tellingOf } from '../../shared/evidence/verify.ts'

const usage = `usage: npm run verify-evidence -- <file.json> [--keys <file or https URL of tocsin-keys.json>]`

const keySet = z.object({ keys: z.array(publicKey) })

const readKeys = async (from: string) => {
  const text = /^https?:/.test(from) ? await (await fetch(from)).text() : readFileSync(from, 'utf8')
  return keySet.parse(JSON.parse(text)).keys
}

/** The keys inside prove only that the file agrees with itself: whoever changed it may have signed it anew. */
const keysInside = (text: string) => {
  try {
    return evidenceDocument.safeParse(JSON.parse(text)).data?.keys ?? []
  } catch {
    return []
  }
}

const say = (line: string) => process.stdout.write(`${line}\n`)

/** 0: whole and by these keys; 1: broken; 2: whole by its own keys alone, or wrongly asked. */
const main = async () => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { keys: { type: 'string' } },
  })
  const [file] = positionals
  if (!file || positionals.length > 1) {
    say(usage)
    return 2
  }
  const text = readFileSync(file, 'utf8')
  const faults = faultsOf(text, values.keys ? await readKeys(values.keys) : keysInside(text))
  for (const fault of faults) say(`BROKEN  ${fault}`)
  if (faults.length > 0) return 1
  const document = evidenceDocument.parse(JSON.parse(text))
  for (const line of tellingOf(document)) say(line)
  const { entries, publishedKeys } = document
  if (values.keys) {
    say(`WHOLE  ${entries.length} entries on ${subjectOf(document)}, signed by the keys given`)
    return 0
  }
  say(`UNPROVEN  The file agrees with itself. Whose it is, only published keys show: --keys ${publishedKeys}`)
  return 2
}

process.exitCode = await main().catch((error: Error) => {
  say(error.message)
  return 2
})
