import { serve } from '@hono/node-server'
import PostalMime from 'postal-mime'
import { peopleOf } from '../../identity/people.ts'
import { createAlliance } from '../../support/alliance.ts'
import { createPump } from '../../support/pump.ts'
import { aRoster } from '../../support/roster-file.ts'
import { Wire } from '../../support/wire.ts'
import { createWorld } from '../../support/world.ts'

const listening = async (fetch: (request: Request) => Response | Promise<Response>) => {
  const server = serve({ fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  return { server, port: (server.address() as { port: number }).port }
}

const places = ['Harbour', 'Rift', 'Lantern', 'River', 'Hill', 'Coast', 'Delta', 'Plateau', 'Lake', 'Forest']
const kinds = ['Watch', 'Monitor', 'Memorial Trust', 'Legal Aid', 'Women’s Network', 'Archive', 'Relief']

/** Organizations that are nowhere, each with a name of its own. */
const nameOf = (at: number) => {
  const name = `${places[at % places.length]} ${kinds[Math.floor(at / places.length) % kinds.length]}`
  const round = Math.floor(at / (places.length * kinds.length))
  return round === 0 ? name : `${name} ${round + 1}`
}

/** One alliance on a port of its own, with members in several countries and whoever is asked for as coordinators. */
export const serveAlliance = async (members: number) => {
  const wire = new Wire()
  let answer: (request: Request) => Response | Promise<Response> = () => new Response()
  const { server, port } = await listening((request) => answer(request))
  const base = `http://127.0.0.1:${port}`
  const world = await createWorld({
    client: wire.wrap,
    env: { PUBLIC_URL: base, ALLIANCE_NAME: 'Alliance Against Genocide' },
  })
  answer = (request) => world.app.fetch(request)
  const pump = createPump(world, wire)
  const alliance = await createAlliance(world)
  const countries = ['KE', 'NL', 'KH', 'AM', 'RW', 'DE', 'CA', 'BD']
  const roster = Array.from({ length: members }, (_, at) => ({
    organization: nameOf(at),
    country: countries[at % countries.length]!,
    email: `desk@member-${at}.example.org`,
    language: at % 3 ? 'en' : 'fr',
  }))
  const imported = await world.call(
    alliance.coordinator,
    'POST',
    '/v1/organizations/import',
    aRoster(roster),
    {
      'Content-Type': 'text/csv',
    },
  )
  if (members > 0 && imported.json?.contacts?.created !== members) throw new Error(imported.text)

  /** Somebody with a mailbox and the grant of a coordinator, proposed by one and confirmed by another. */
  const coordinator = async (email: string, language = 'en') => {
    const { id: organizationId, contacts } = await alliance.organization({ name: `Office of ${email}` }, [
      { email, languages: [language], name: `Desk ${email.split('@')[0]}` },
    ])
    const contactId = contacts[0]!.id
    const grant = { organizationId, contactId, kind: 'coordinator' }
    const proposed = await world.call(alliance.coordinator, 'POST', '/v1/grants', grant)
    const confirmed = await world.call(
      alliance.second,
      'POST',
      `/v1/grants/${contactId}/coordinator/confirmation`,
    )
    if (proposed.status >= 300 || confirmed.status >= 300)
      throw new Error(`${proposed.text} ${confirmed.text}`)
    await pump.drain()
    world.mail.sent.splice(0)
    return { email, organizationId, contactId, enrolmentCode: String(confirmed.json.enrolmentCode) }
  }

  /** The link in the newest mail to an address. */
  const linkFor = async (email: string) => {
    const mail = world.mail.sent.filter(({ to }) => to === email).at(-1)
    const { text = '' } = await PostalMime.parse(mail!.raw)
    return /https?:\S+\/sign-in\/\S+/.exec(text)![0]
  }

  const { codeOfApp } = peopleOf(world, alliance.coordinator)

  return { world, wire, pump, alliance, base, coordinator, linkFor, codeOfApp, close: () => server.close() }
}

export type Served = Awaited<ReturnType<typeof serveAlliance>>
