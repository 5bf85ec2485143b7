import { catalogues, type Key } from '../../rendering/catalogue.ts'
import { type AlertAnswer, alertAnswers, answerWords } from '../../rendering/mails/alert-content.ts'

const bare = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()

/** How an answer is put in any of our languages, where two languages do not mean different things by it. */
const meanings = new Map<string, Set<AlertAnswer>>()
for (const words of Object.values(catalogues))
  for (const answer of Object.keys(answerWords) as AlertAnswer[]) {
    const said = bare(words[`answer.${answer}` satisfies Key])
    meanings.set(said, (meanings.get(said) ?? new Set()).add(answer))
  }

/** The answer that an address says by its first word. */
export const answerOfWord = (word: string) =>
  (Object.keys(answerWords) as AlertAnswer[]).find((answer) => answerWords[answer] === word)

/** Where somebody else's words begin: the quoted mail, what introduces it, or a signature. */
const others = /^(?:>|--\s*$|_{5,}|-{5,}|.*(?:20\d\d|@).*:\s*$|(?:From|De|Von|Van): .*@)/i

/** What somebody wrote themselves at the top of a reply. */
export const ownWords = (text: string) => {
  const lines = text.split(/\r?\n/)
  const end = lines.findIndex((line) => others.test(line))
  return lines
    .slice(0, end === -1 ? undefined : end)
    .join('\n')
    .trim()
}

/** The answer that the first line of a reply is, word for word, in any language, and what is written below it. */
export const answerInWords = (text: string, relation: keyof typeof alertAnswers) => {
  const [first = '', ...rest] = ownWords(text).split('\n')
  const meant = [...(meanings.get(bare(first)) ?? [])]
  const offered = meant.filter((answer) => (alertAnswers[relation] as readonly string[]).includes(answer))
  return offered.length === 1 ? { answer: offered[0]!, rest: rest.join('\n').trim() } : undefined
}
