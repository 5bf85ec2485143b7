import { beforeAll, describe, expect, it } from 'vitest'
import { ruleOf } from '../../shared/access/table.ts'
import { enrolBootstrap } from '../../shared/identity/bootstrap.ts'
import { buildHouse } from '../access/house.ts'
import { pathOf, routes } from '../access/routes.ts'
import { createAuthenticator, type Twist } from '../support/authenticator.ts'
import { anAlert, anOrganization, aSituation } from '../support/builders.ts'
import { createWorld, type World } from '../support/world.ts'
import { passkeysOf } from './passkeys.ts'
import { type People, peopleOf, type Someone } from './people.ts'

/** What a thief tries, and what it must come to: a status, or `works` where it is known to and the list says so. */
type Attempt = readonly [what: string, wanted: number | 'works', call: () => Promise<{ status: number }>]

const inAWhile = '2027-01-01T00:00:00Z'

describe('with what is stolen', () => {
  let world: World
  let people: People
  let victim: Someone
  let theirs: { session: string; secret: string; recoveryCodes: readonly string[] }
  let passkeyId: string
  const key = createAuthenticator()
  let other: Someone
  let ids: { situation: string; alert: string; digest: string; coalition: string; elsewhere: string }
  const [one, two] = ['bootstrap-one', 'bootstrap-two']
  const lines: string[] = []

  beforeAll(async () => {
    world = await createWorld()
    await enrolBootstrap(world.deps, [one, two])
    people = peopleOf(world, one)
    const made = async (path: string, body: object, by = one) =>
      (await world.call(by, 'POST', `/v1${path}`, body)).json
    victim = await people.enter()
    other = await people.enter()
    await made('/grants', {
      organizationId: victim.organizationId,
      contactId: victim.contactId,
      kind: 'coordinator',
    })
    const { enrolmentCode } = await made(`/grants/${victim.contactId}/coordinator/confirmation`, {}, two)
    theirs = await people.register(await people.signIn(victim), enrolmentCode)
    passkeyId = (await passkeysOf(world).register(theirs.session, key)).json.passkey.id
    const { id: situation } = await made('/situations', aSituation())
    const { id: alert } = await made('/alerts', anAlert({ situationId: situation }))
    const { digest } = await made(`/alerts/${alert}/submission`, {})
    const coalitionOf = async (name: string, organizationId: string) => {
      const { id } = await made('/coalitions', { situationId: situation, name, purpose: 'To answer' })
      await made(`/coalitions/${id}/invitations`, { organizationIds: [organizationId], role: 'participant' })
      const path = `/v1/coalitions/${id}/organizations/${organizationId}`
      await world.call(one, 'PUT', path, { status: 'joined' })
      return id as string
    }
    const coalition = await coalitionOf('Theirs', victim.organizationId)
    const elsewhere = await coalitionOf('Of others', other.organizationId)
    ids = { situation, alert, digest, coalition, elsewhere }
  }, 240_000)

  const as =
    (token: string | undefined) =>
    (method: string, path: string, body?: object, headers = {}) =>
      world.call(token, method, `/v1${path}`, body, headers)

  const tryAll = async (thing: string, attempts: readonly Attempt[]) => {
    const wanted: Record<string, unknown> = {}
    const seen: Record<string, unknown> = {}
    lines.push(`${thing}:`)
    for (const [what, outcome, call] of attempts) {
      const { status } = await call()
      wanted[what] = outcome
      seen[what] = outcome === 'works' && status < 300 ? 'works' : status
      lines.push(`  ${String(seen[what]).padEnd(6)} ${what}`)
    }
    expect(seen).toEqual(wanted)
  }

  /** What rings an alarm, changes who may, or takes the roster out. */
  const dangerous = (token: string): Attempt[] => {
    const thief = as(token)
    const { contactId, organizationId } = other
    return [
      [
        'approves an alert',
        403,
        () => thief('POST', `/alerts/${ids.alert}/approval`, { digest: ids.digest }),
      ],
      [
        'breaks the glass',
        403,
        () =>
          thief('POST', `/alerts/${ids.alert}/approval`, {
            digest: ids.digest,
            breakGlass: { reason: 'Nobody else can be reached in time.' },
          }),
      ],
      ['stops an alert', 403, () => thief('POST', `/alerts/${ids.alert}/halt`)],
      [
        'changes the settings',
        403,
        () => thief('PATCH', '/settings', { holdSeconds: 0 }, { 'If-Match': '"0"' }),
      ],
      [
        'proposes an accomplice',
        403,
        () => thief('POST', '/grants', { organizationId, contactId, kind: 'approver' }),
      ],
      ['moves to suspend another', 403, () => thief('POST', '/motions', { contactId, kind: 'suspend' })],
      [
        'gives the victim’s own grant back',
        403,
        () => thief('DELETE', `/grants/${victim.contactId}/coordinator`),
      ],
      ['takes the roster out', 403, () => thief('GET', '/organizations/export')],
      ['registers an authenticator of their own', 403, () => thief('POST', '/me/factors/totp', {})],
      ['registers a passkey of their own', 403, () => thief('POST', '/me/factors/passkeys/options', {})],
      ['removes the victim’s passkey', 403, () => thief('DELETE', `/me/factors/passkeys/${passkeyId}`)],
      ['makes new recovery codes', 403, () => thief('POST', '/me/factors/recovery-codes')],
      [
        'makes a token that outlives the session',
        403,
        () => thief('POST', '/tokens', { name: 'Mine', scopes: ['alerts:read'], expiresAt: inAWhile }),
      ],
    ]
  }

  const contactPath = ({ organizationId, contactId }: Someone) =>
    `/organizations/${organizationId}/contacts/${contactId}`

  it('a coordinator’s mailbox, or a session in which no second factor was proved', async () => {
    const token = await people.signIn(victim)
    const thief = as(token)
    const answer = (device: typeof key, twist: Twist = {}) => passkeysOf(world).prove(token, device, twist)
    await tryAll('A coordinator’s mailbox, or a session by it without the second factor', [
      ['signs in by the mailed code', 'works', () => thief('GET', '/me')],
      ['reads the victim’s coalitions', 'works', () => thief('GET', '/coalitions')],
      ['reads one of them', 'works', () => thief('GET', `/coalitions/${ids.coalition}`)],
      ['reads a coalition of others', 404, () => thief('GET', `/coalitions/${ids.elsewhere}`)],
      ...[
        'organizations',
        'situations',
        'meetings',
        'alerts',
        'events',
        'grants',
        'motions',
        'tasks',
        'replies',
      ].map((list): Attempt => [`lists ${list}`, 403, () => thief('GET', `/${list}`)]),
      ...['tokens', 'webhooks', 'settings', 'recommendations'].map(
        (list): Attempt => [`reads ${list}`, 403, () => thief('GET', `/${list}`)],
      ),
      ['reads an organization', 403, () => thief('GET', `/organizations/${other.organizationId}`)],
      ['drafts an alert', 403, () => thief('POST', '/alerts', anAlert({ situationId: ids.situation }))],
      [
        'enters an organization',
        403,
        () => thief('POST', '/organizations', anOrganization({ name: 'Theirs' })),
      ],
      ['removes a contact', 403, () => thief('DELETE', contactPath(other))],
      ['reports another’s mailbox', 403, () => thief('POST', `${contactPath(other)}/compromised`)],
      [
        'has webhooks sent to them',
        403,
        () => thief('POST', '/webhooks', { url: 'https://x.example.org/', types: ['*'] }),
      ],
      [
        'answers the second factor by guessing',
        422,
        () =>
          thief('POST', '/me/factors/proof', {
            code: people.codeOfApp(theirs.secret) === '123456' ? '654321' : '123456',
          }),
      ],
      ['answers with a passkey of their own', 422, () => answer(createAuthenticator())],
      [
        'answers with what a page that looks like ours had the victim’s passkey sign',
        422,
        () => answer(key, { origin: 'https://tocsin.example.net' }),
      ],
      [
        'answers with what the victim’s passkey signed unasked',
        422,
        () => answer(key, { challenge: 'AAAA' }),
      ],
      ['ends the victim’s sessions', 403, () => thief('DELETE', '/me/sessions')],
      [
        'guesses a recovery code',
        422,
        () => thief('POST', '/me/factors/proof', { recoveryCode: '0000-0000-0000-0000' }),
      ],
      [
        'forms a coalition',
        403,
        () => thief('POST', '/coalitions', { situationId: ids.situation, name: 'X', purpose: 'Y' }),
      ],
      ...dangerous(token),
    ])
  })

  it('opens nothing else that there is, route by route', async () => {
    // One address asks for so many mails in a quarter of an hour.
    world.clock.advance(901)
    const token = await people.signIn(victim)
    const house = await buildHouse(world)
    const open: string[] = []
    for (const [route, entry] of Object.entries(routes)) {
      const { deed } = entry
      if (deed === 'public' || deed === 'signed-in' || ruleOf(deed).withoutFactor) continue
      const [method] = route.split(' ') as [string]
      const path = pathOf(route, entry, house)
      const { status } = await world.call(token, method, path, entry.body?.(house), entry.headers)
      if (status !== 403 && !(entry.hidden && status === 404)) open.push(`${status} ${route}`)
    }
    expect(open).toEqual([])
    lines.push('  403    anything else of the API, tried route by route')
  })

  it('a session in which it was proved, ten minutes ago', async () => {
    const token = await people.prove(await people.signIn(victim), theirs.secret)
    world.clock.advance(601)
    const thief = as(token)
    const contacts = async () => {
      const { status, json } = await thief('GET', '/organizations')
      const shown = json.items.some(
        (each: { id: string; contacts: object[] }) =>
          each.id === other.organizationId && each.contacts.length > 0,
      )
      return { status: shown ? status : 403 }
    }
    await tryAll('A coordinator’s session, proved more than ten minutes ago', [
      ['reads alerts, grants and the inbox', 'works', () => thief('GET', '/grants')],
      [
        'reads one organization with its contacts',
        'works',
        () => thief('GET', `/organizations/${other.organizationId}`),
      ],
      [
        'drafts an alert, which needs another to go out',
        'works',
        () => thief('POST', '/alerts', anAlert({ situationId: ids.situation })),
      ],
      ['reads everybody’s contacts in one list', 403, contacts],
      ...dangerous(token),
    ])
    await tryAll('A copy of that session, once its owner proves again', [
      [
        'is used after its owner’s proof',
        401,
        async () => {
          await people.prove(token, theirs.secret)
          return thief('GET', '/me')
        },
      ],
    ])
  })

  it('a program’s token with every scope', async () => {
    const fresh = await people.prove(await people.signIn(victim), theirs.secret)
    const scopes = ['organizations', 'situations', 'coalitions', 'meetings', 'alerts', 'webhooks'].flatMap(
      (noun) => [`${noun}:read`, `${noun}:write`],
    )
    const made = await as(fresh)('POST', '/tokens', {
      name: 'P',
      scopes: [...scopes, 'alerts:issue', 'events:read'],
      expiresAt: inAWhile,
    })
    const thief = as(made.json.token)
    const { contactId, organizationId } = other
    const contacts = async () => {
      const { status, json } = await thief('GET', `/organizations/${organizationId}`)
      return { status: json.contacts.length > 0 ? status : 403 }
    }
    await tryAll('A program’s token with every scope', [
      ['reads alerts', 'works', () => thief('GET', '/alerts')],
      [
        'drafts an alert, which needs a person to go out',
        'works',
        () => thief('POST', '/alerts', anAlert({ situationId: ids.situation })),
      ],
      [
        'approves an alert',
        403,
        () => thief('POST', `/alerts/${ids.alert}/approval`, { digest: ids.digest }),
      ],
      ['reads the contacts of others', 403, contacts],
      ['takes the roster out', 403, () => thief('GET', '/organizations/export')],
      [
        'changes the settings',
        403,
        () => thief('PATCH', '/settings', { holdSeconds: 0 }, { 'If-Match': '"0"' }),
      ],
      ['reads who holds what', 403, () => thief('GET', '/grants')],
      [
        'proposes an accomplice',
        403,
        () => thief('POST', '/grants', { organizationId, contactId, kind: 'approver' }),
      ],
      ['moves to suspend another', 403, () => thief('POST', '/motions', { contactId, kind: 'suspend' })],
      [
        'makes another token',
        403,
        () => thief('POST', '/tokens', { name: 'Q', scopes: ['alerts:read'], expiresAt: inAWhile }),
      ],
      ['proves anything', 409, () => thief('POST', '/me/factors/proof', { code: '123456' })],
      ['reads the inbox', 403, () => thief('GET', '/replies')],
      ['reads what a mailbox was sent', 403, () => thief('GET', `${contactPath(other)}/mailbox`)],
    ])
  })

  it('a mailed link', async () => {
    await people.ask(other.email)
    const link = await people.linkOf(other, 'sign-in', await people.signInIdOf(other.email))
    const leave = await people.linkOf(other, 'unsubscribe', 'ntf_1')
    const visit = (method: string, path: string) => world.call(undefined, method, path)
    const cookieless = as(undefined)
    await tryAll('A mailed link of a member, forwarded or found', [
      ['is opened by a scanner, which changes nothing', 'works', () => visit('GET', link)],
      ['is used for something else', 404, () => visit('GET', leave.replace('/unsubscribe/', '/sign-in/'))],
      [
        'is changed by a letter',
        404,
        () => visit('GET', `${link.slice(0, -1)}${link.endsWith('0') ? '1' : '0'}`),
      ],
      ['is sent as a bearer', 401, () => as(link.split('/').at(-1))('GET', '/me')],
      ['signs in, once', 'works', () => visit('POST', link)],
      ['signs in again', 404, () => visit('POST', link)],
      ['reads anything by the API', 401, () => cookieless('GET', '/alerts')],
    ])
  })

  it('one coordinator, who has turned or is being forced', async () => {
    const token = await people.prove(await people.signIn(victim), theirs.secret)
    const rogue = as(token)
    const own = (await rogue('POST', '/alerts', anAlert({ situationId: ids.situation }))).json.id
    const { digest } = (await rogue('POST', `/alerts/${own}/submission`)).json
    const third = await people.enter()
    const organizationId = third.organizationId
    await world.call(one, 'POST', '/v1/grants', {
      organizationId,
      contactId: third.contactId,
      kind: 'coordinator',
    })
    const confirmed = await world.call(two, 'POST', `/v1/grants/${third.contactId}/coordinator/confirmation`)
    const kept = await people.register(await people.signIn(third), confirmed.json.enrolmentCode)
    const accomplice = { ...other, kind: 'coordinator' }
    await tryAll('One coordinator, with both factors', [
      ['approves what they wrote', 403, () => rogue('POST', `/alerts/${own}/approval`, { digest })],
      [
        'proposes an accomplice, for another to confirm',
        'works',
        () =>
          rogue('POST', '/grants', {
            organizationId: accomplice.organizationId,
            contactId: accomplice.contactId,
            kind: accomplice.kind,
          }),
      ],
      [
        'confirms the accomplice',
        403,
        () => rogue('POST', `/grants/${other.contactId}/coordinator/confirmation`),
      ],
      [
        'moves to suspend a coordinator, for another to second',
        'works',
        () => rogue('POST', '/motions', { contactId: third.contactId, kind: 'suspend' }),
      ],
      [
        'seconds their own motion: it goes on waiting',
        'works',
        () => rogue('POST', '/motions', { contactId: third.contactId, kind: 'suspend' }),
      ],
      ['after which the other still is one', 'works', () => as(kept.session)('GET', '/grants')],
      ['removes the other’s contact', 409, () => rogue('DELETE', contactPath(third))],
      [
        'reports the other’s mailbox: sessions end, grants rest',
        'works',
        () => rogue('POST', `${contactPath(third)}/compromised`),
      ],
      ['after which the other is shut out', 401, () => as(kept.session)('GET', '/grants')],
      [
        'until a recovery code lets them in again, before everybody’s eyes',
        'works',
        () =>
          as(undefined)('POST', '/sign-in/recovery', {
            contactId: third.contactId,
            recoveryCode: kept.recoveryCodes[0],
          }),
      ],
      [
        'changes the settings, of which all others are told',
        'works',
        () => rogue('PATCH', '/settings', { holdSeconds: 90 }, { 'If-Match': '"0"' }),
      ],
    ])
  })

  it('a coordinator’s mailbox, and an evening for guessing', async () => {
    world.clock.advance(901)
    const wrong = { code: people.codeOfApp(theirs.secret) === '123456' ? '654321' : '123456' }
    const thief = as(await people.signIn(victim))
    const guess = (body: object) => thief('POST', '/me/factors/proof', body)
    const owner = as(await people.signIn(victim))
    const evening = async () => {
      for (let count = 0; count < 9; count++) await guess(wrong)
      return guess(wrong)
    }
    await tryAll('A coordinator’s mailbox, and an evening for guessing codes', [
      ['gives ten wrong codes, of which every coordinator is told', 422, evening],
      ['gives an eleventh', 429, () => guess(wrong)],
      [
        'gives it in another session: a code counts with the next one only',
        422,
        async () => as(await people.signIn(victim))('POST', '/me/factors/proof', wrong),
      ],
      [
        'and keeps the owner from nothing, who gives two codes, one after the other',
        'works',
        () => {
          world.clock.advance(90)
          const [code, nextCode] = [-30, 0].map((later) => people.codeOfApp(theirs.secret, later))
          return owner('POST', '/me/factors/proof', { code, nextCode })
        },
      ],
      ['or uses a passkey', 'works', async () => passkeysOf(world).prove(await people.signIn(victim), key)],
    ])
  })

  it('comes to what the list says', async () => {
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`${import.meta.dirname}/attack-list.txt`)
  })
})
