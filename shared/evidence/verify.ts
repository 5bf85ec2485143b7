import { createPublicKey, verify } from 'node:crypto'
import { canonical } from '../canonical.ts'
import { type EvidenceDocument, evidenceDocument } from './document.ts'
import { commitment, type Entry, hashOf, origin, sha256, signedText } from './entry.ts'
import type { PublicKey } from './keys.ts'

/** Whether a key of that id has signed it. An unknown key has signed nothing. */
const isSigned = (
  keys: readonly PublicKey[],
  what: keyof typeof signedText,
  { hash, kid, signature }: { hash: string; kid: string; signature: string },
) => {
  const jwk = keys.find((key) => key.kid === kid)
  if (!jwk) return false
  const text = Buffer.from(`${signedText[what]}\n${hash}`)
  const key = createPublicKey({ key: { ...jwk }, format: 'jwk' })
  const bytes = Buffer.from(signature, 'base64url')
  // Base64 has other spellings of the same bytes, and none of them is as it was written.
  return bytes.toString('base64url') === signature && verify(null, text, key, bytes)
}

const nameOf = ({ body: { chain, sequence } }: Entry) => `entry ${sequence} of ${chain}`

/** What is wrong with one chain: it must begin at its origin, and each entry must follow from the one before. */
const faultsOfChain = (chain: readonly Entry[], keys: readonly PublicKey[]) =>
  chain.flatMap((entry, at) => {
    const { body, hash } = entry
    const faults: string[] = []
    if (body.sequence !== at + 1)
      faults.push(`${nameOf(entry)} stands in place ${at + 1}: one is missing or moved`)
    if (body.previous !== (chain[at - 1]?.hash ?? origin(body.chain)))
      faults.push(`${nameOf(entry)} does not follow from the entry before it`)
    if (hashOf(body) !== hash) faults.push(`${nameOf(entry)} was changed: its hash is another`)
    if (!isSigned(keys, 'entry', entry)) faults.push(`${nameOf(entry)} is not signed by the key it names`)
    return faults
  })

/** What an opened content claims to be, as its entry has it. */
const digestFor = (
  entries: readonly Entry[],
  { chain, sequence, part }: EvidenceDocument['opened'][number],
) => {
  const body = entries.find((one) => one.body.chain === chain && one.body.sequence === sequence)?.body
  if (body?.kind === 'event') return typeof part === 'string' ? body.sealed[part] : undefined
  return typeof part === 'number' ? body?.lines[part] : undefined
}

const faultsOfOpened = ({ entries, opened }: EvidenceDocument) =>
  opened
    .filter((one) => digestFor(entries, one) !== commitment(one))
    .map(
      ({ chain, sequence, part }) => `What is opened of ${part} in entry ${sequence} of ${chain} is not it`,
    )

/** From the first signature on, a letter has one text: the one in the file. */
const bound: readonly string[] = ['letter.signed', 'letter.closed', 'letter.delivered', 'letter.answered']

const faultsOfLetter = (document: EvidenceDocument) => {
  if (!('letter' in document)) return []
  const digest = sha256(canonical(document.letter))
  return document.entries.flatMap(({ body }) => {
    if (body.kind !== 'event' || !bound.includes(body.event.type)) return []
    return body.event.facts['digest'] === digest
      ? []
      : [`The letter is not the one of ${body.event.type} in entry ${body.sequence}`]
  })
}

const parse = (text: string) => {
  try {
    return evidenceDocument.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

/**
 * What is wrong with an exported file, judged by nothing but itself and the keys; nothing, where it is whole.
 * The file must be canonical JSON to the byte, so that no change goes unseen that means the same.
 */
export const faultsOf = (text: string, keys: readonly PublicKey[]): string[] => {
  const document = parse(text)
  if (!document) return ['This is no evidence in the format tocsin-evidence/1']
  const { seal, ...content } = document
  const faults: string[] = []
  if (text !== `${canonical(document)}\n`) faults.push('The file is not as it was written')
  if (!isSigned(keys, 'export', { ...seal, hash: sha256(canonical(content)) }))
    faults.push('The seal over the whole file is broken, or not of these keys')
  for (const chain of Map.groupBy(document.entries, ({ body }) => body.chain).values())
    faults.push(...faultsOfChain(chain, keys))
  return [...faults, ...faultsOfOpened(document), ...faultsOfLetter(document)]
}

/** What the file is about. */
export const subjectOf = (document: EvidenceDocument) =>
  'alertId' in document ? document.alertId : document.letterId

/** What the entries tell, for people: what happened, what became of the mails, what was answered. */
export const tellingOf = ({ entries, pending }: EvidenceDocument): string[] => {
  const latest = new Map<string, Entry['body']>(entries.map(({ body }) => [body.chain, body]))
  const counts = new Map<string, number>()
  for (const body of latest.values())
    if (body.kind === 'deliveries')
      for (const [relation, states] of Object.entries(body.counts))
        for (const [state, count] of Object.entries(states))
          counts.set(`${relation} ${state}`, (counts.get(`${relation} ${state}`) ?? 0) + count)
  const events = entries.flatMap(({ body }) => (body.kind === 'event' ? [body.event] : []))
  return [
    ...events.map(({ at, type, facts }) => `${at}  ${type}  ${canonical(facts)}`),
    ...[...counts].map(([what, count]) => `${what}: ${count}`),
    ...(pending > 0 ? [`${pending} chunks of mails are not told of yet`] : []),
  ]
}
