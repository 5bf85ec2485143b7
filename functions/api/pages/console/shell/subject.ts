import { type Kind, prefixes } from '../../../../../shared/ids.ts'

const parts: Partial<Record<Kind, string>> = {
  organization: 'roster',
  situation: 'situations',
  coalition: 'coalitions',
  meeting: 'meetings',
  poll: 'polls',
  post: 'posts',
  alert: 'alerts',
  webhook: 'integrations',
  fieldReport: 'reports',
}

/** The page of what an id names, where the console has one. */
export const placeOf = (subject: string): string | undefined => {
  const kind = (Object.keys(prefixes) as Kind[]).find((each) => subject.startsWith(`${prefixes[each]}_`))
  const part = kind && parts[kind]
  return part && `/console/${part}/${encodeURIComponent(subject)}`
}
