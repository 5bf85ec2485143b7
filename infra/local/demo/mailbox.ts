import { setTimeout as sleep } from 'node:timers/promises'
import type { Id } from '../../../shared/ids.ts'
import type { Email } from '../ses/email.ts'

/** Milliseconds until a mail that does not come is given up. */
const patience = 60_000

const linkOf = ({ body }: Email, purpose: string) =>
  new RegExp(`https?://[^\\s<>"]+(/${purpose}/[\\w.~-]+)`).exec(body.text)?.[1]

/** What the alliance's members find in their mail, as far as it came since the demo began. */
export const openMailbox = async (mailboxUrl: string, apiUrl: string) => {
  const store = async () => {
    const answer = await fetch(`${mailboxUrl}/store`)
    return ((await answer.json()) as { emails: Email[] }).emails
  }
  const before = (await store()).length
  const mails = async (kind: string) =>
    (await store()).slice(before).filter(({ tags }) => tags['kind'] === kind)
  return {
    mails,
    /** The mails of a kind, once as many as expected have come, or as many as came in time. */
    async wait(kind: string, expected: number) {
      for (const deadline = performance.now() + patience; ; await sleep(100)) {
        const come = await mails(kind)
        if (come.length >= expected || performance.now() > deadline) return come
      }
    },
    /** Opens the link in a mail, as its reader would, and sends the form that is there. */
    async answer(mail: Email, purpose: string, fields: Readonly<Record<string, string>>) {
      const path = linkOf(mail, purpose)
      if (!path) throw new Error(`A mail has no link to ${purpose}`)
      const page = await fetch(`${apiUrl}${path}`)
      if (!page.ok || !(await page.text()).includes('<form method="post">'))
        throw new Error(`The page behind a link to ${purpose} has no form (${page.status})`)
      const posted = await fetch(`${apiUrl}${path}`, { method: 'POST', body: new URLSearchParams(fields) })
      await posted.body?.cancel()
      if (!posted.ok) throw new Error(`The form behind a link to ${purpose} was answered ${posted.status}`)
    },
  }
}

export type DemoMailbox = Awaited<ReturnType<typeof openMailbox>>

/** Whose mail it is, as its tag tells. */
export const contactIdOf = ({ tags }: Email): Id<'contact'> => {
  const id = /con_[0-9a-z]+$/.exec(tags['delivery'] ?? '')?.[0]
  if (!id) throw new Error('A mail in the mailbox does not say whose it is')
  return id as Id<'contact'>
}

/** The languages that mails are written in, the most frequent first. */
export const languagesOf = (mails: readonly Email[]) => {
  const written = mails.map(
    ({ headers }) => headers.find(({ name }) => name.toLowerCase() === 'content-language')?.value ?? '?',
  )
  return [...Map.groupBy(written, (language) => language)]
    .map(([language, all]) => [language, all.length] as const)
    .toSorted((a, b) => b[1] - a[1])
}
