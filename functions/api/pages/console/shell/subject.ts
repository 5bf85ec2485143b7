import { type Kind, kindOf } from '../../../../../shared/ids.ts'
import type { Task } from '../../../../../shared/tasks/schema.ts'

const parts: Partial<Record<Kind, string>> = {
  organization: 'roster',
  situation: 'situations',
  coalition: 'coalitions',
  meeting: 'meetings',
  poll: 'polls',
  post: 'posts',
  letter: 'letters',
  briefing: 'briefings',
  case: 'cases',
  libraryItem: 'library',
  campaign: 'campaigns',
  alert: 'alerts',
  webhook: 'integrations',
  fieldReport: 'reports',
  application: 'applications',
  reply: 'inbox',
}

/** The page of what an id names, where the console has one. */
export const placeOf = (subject: string): string | undefined => {
  const kind = kindOf(subject)
  const part = kind && parts[kind]
  return part && `/console/${part}/${encodeURIComponent(subject)}`
}

/** The page of what a task is about; of a contact, it is that of their organization. */
export const placeOfTask = ({
  subject,
  organizationId,
  contactId,
}: Pick<Task, 'subject' | 'organizationId' | 'contactId'>) =>
  organizationId && contactId === subject
    ? `/console/roster/${organizationId}/contacts/${contactId}`
    : (placeOf(subject) ?? (organizationId && `/console/roster/${organizationId}`))
