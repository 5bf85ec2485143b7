import type { Phrases } from '../rendering/catalogue.ts'
import type { ThreadLine } from './schema.ts'

/** The words that a line names by what its data holds: levels, stages, states. */
const paramsOf = ({ data }: ThreadLine, { t, has }: Phrases): Record<string, string> => {
  const named = (prefix: string, value: unknown) => {
    const key = `${prefix}.${String(value)}`
    return has(key) ? t(key) : String(value ?? '')
  }
  return {
    level: named('level', data['level']),
    from: named('level', data['from']),
    stage: named('case.stage', data['stage']),
    kind: named('post.kind', data['kind']),
    state: named('thread.state', data['state']),
    signers: String(data['signers'] ?? ''),
  }
}

/** A line in the reader's words; the title of what it is about stands beside it. */
export const say = (line: ThreadLine, words: Phrases) => words.t(`thread.${line.type}`, paramsOf(line, words))
