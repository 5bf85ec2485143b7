import type { GivenProxy, Quorum, QuorumView } from './schema.ts'

export interface Voices {
  /** The organizations invited that have a voice. */
  readonly voters: ReadonlySet<string>
  /** Those who come, or are there; others than voters do not count. */
  readonly coming: ReadonlySet<string>
  readonly proxies: readonly GivenProxy[]
}

const requiredOf = (quorum: Quorum, voters: number) =>
  'percent' in quorum ? Math.max(1, Math.ceil((voters * quorum.percent) / 100)) : quorum.organizations

/** Those for whom somebody speaks: a proxy rests while its giver comes, and is worth nothing while its holder does not. */
export const represented = ({ voters, coming, proxies }: Voices) => {
  const hasVoice = (id: string) => voters.has(id)
  return proxies.filter(
    ({ organizationId, heldBy }) =>
      hasVoice(organizationId) && hasVoice(heldBy) && coming.has(heldBy) && !coming.has(organizationId),
  )
}

/** How a quorum stands, counted by organization. */
export const countVoices = (quorum: Quorum, voices: Voices): Omit<QuorumView, 'by'> => {
  const { voters, coming } = voices
  const required = requiredOf(quorum, voters.size)
  const present = [...coming].filter((id) => voters.has(id)).length
  const byProxy = represented(voices).length
  const counted = present + byProxy
  return { required, invited: voters.size, present, byProxy, counted, reached: counted >= required }
}
