import { hasMarkup } from '../alerts/desk/flags.ts'
import type { CapMessage } from '../cap/message.ts'
import { timeOf } from '../cap/values.ts'
import type { IncomingAlert } from './schema.ts'

type Flags = IncomingAlert['flags']
type Info = CapMessage['infos'][number]

const longestHeadline = 160

const ofInfo = (info: Info, at: number, { infos }: CapMessage, now: Date): Flags => {
  const path = at === 0 ? '/alert/info' : `/alert/info/${at}`
  const { headline = '', description = '', instruction = '', expires } = info
  const isSame = infos
    .slice(0, at)
    .some((earlier) => description !== '' && earlier.description === description)
  return [
    ...(headline.length > longestHeadline
      ? [{ flag: 'headline-length' as const, path: `${path}/headline` }]
      : []),
    ...(hasMarkup(`${headline}\n${description}\n${instruction}`) ? [{ flag: 'markup' as const, path }] : []),
    ...(isSame ? [{ flag: 'same-text' as const, path: `${path}/description` }] : []),
    ...(expires && timeOf(expires) <= now.getTime()
      ? [{ flag: 'expired' as const, path: `${path}/expires` }]
      : []),
  ]
}

/** What no rule forbids and a coordinator should see. */
export const flagsOf = (
  message: CapMessage,
  { isWhole, now }: { readonly isWhole: boolean; readonly now: Date },
): Flags => [
  ...message.infos.flatMap((info, at) => ofInfo(info, at, message, now)),
  ...(message.infos.some(({ headline, description }) => headline || description)
    ? []
    : [{ flag: 'says-nothing' as const, path: '/alert' }]),
  ...(isWhole ? [] : [{ flag: 'unknown-reference' as const, path: '/alert/references' }]),
]
