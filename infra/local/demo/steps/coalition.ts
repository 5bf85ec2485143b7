import { parseResponse } from 'hono/client'
import type { Id } from '../../../../shared/ids.ts'
import type { Organization } from '../../../../shared/organizations/schema.ts'
import { coalition } from '../invented/situation.ts'
import { contactIdOf, languagesOf } from '../mailbox.ts'
import { countsAsText, plural } from '../screen.ts'
import { readRoster, type Stage } from '../stage.ts'

const size = 12

/** Members of as many countries as there are, one more than are to join: one will decline. */
const choose = (roster: Iterable<Organization>) => {
  const members = [...roster].filter(
    ({ relation, contacts }) => relation === 'member' && contacts.some(({ suppressed }) => !suppressed),
  )
  const seen = new Set<string>()
  const isFirst = ({ country }: Organization) => !seen.has(country) && seen.add(country)
  const first = members.filter(isFirst)
  return [...first, ...members.filter((each) => !first.includes(each))].slice(0, size + 1)
}

/** Twelve organizations come together: half by the link in their mail, half by the API, and one declines. */
export const formCoalition = async (stage: Stage, situation: { id: Id<'situation'> }) => {
  const { screen, one, mailbox, check } = stage
  screen.step('Twelve organizations form a coalition')
  const chosen = choose((await readRoster(stage)).values())
  const formed = await parseResponse(
    one.api.coalitions.$post({ header: {}, json: { situationId: situation.id, ...coalition } }),
  )
  screen.line('formed', `“${formed.name}”`)
  const { id } = formed
  const organizationIds = chosen.map((each) => each.id)
  await one.api.coalitions[':id'].invitations.$post({
    param: { id },
    header: {},
    json: { organizationIds, role: 'participant' },
  })
  const mails = await mailbox.wait('coalition-invitation', chosen.length)
  screen.line(
    'invited',
    `${plural(mails.length, 'mail')} in the mailbox: ${countsAsText(Object.fromEntries(languagesOf(mails)))}`,
  )
  check(mails.length === chosen.length, 'every invited organization got one invitation')

  const mailOf = ({ contacts }: Organization) =>
    mails.find((mail) => contacts.some(({ id }) => id === contactIdOf(mail)))
  const [decliner, ...joiners] = chosen
  const byLink = joiners.slice(0, Math.ceil(joiners.length / 2))
  const answerByLink = async (organization: Organization, answer: string) => {
    const mail = mailOf(organization)
    if (mail) await mailbox.answer(mail, 'coalition', { answer })
  }
  for (const each of byLink) await answerByLink(each, 'joined')
  for (const { id: organizationId } of joiners.slice(byLink.length))
    await one.api.coalitions[':id'].organizations[':organizationId'].$put({
      param: { id, organizationId },
      json: { status: 'joined' },
    })
  screen.line(
    'joined',
    `${byLink.length} by the link in their mail, ${joiners.length - byLink.length} by the API`,
  )
  if (decliner) await answerByLink(decliner, 'declined')

  const { organizations } = await parseResponse(one.api.coalitions[':id'].$get({ param: { id } }))
  const count = (status: string) => organizations.filter((each) => each.status === status).length
  screen.line('declined', `${count('declined')} by the link in its mail`)
  screen.line('now', `${plural(count('joined'), 'organization')} take part`)
  check(count('joined') === joiners.length, 'everybody who joined takes part')
  check(count('declined') === 1, 'the one who declined does not')
  return formed
}
