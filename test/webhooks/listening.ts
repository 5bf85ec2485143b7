import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb'
import type { SQSEvent } from 'aws-lambda'
import { Webhook } from 'standardwebhooks'
import { vi } from 'vitest'
import { createHandler as createClock } from '../../functions/clock/handler.ts'
import { consume } from '../../functions/fan-out/consume.ts'
import { createHandler as createSender } from '../../functions/webhook-sender/handler.ts'
import { type GrantKind, system } from '../../shared/access/actor.ts'
import { type AgendaRow, dueRows, shards } from '../../shared/agenda/agenda.ts'
import { forMembers, record } from '../../shared/events/record.ts'
import { type Event, event as eventSchema } from '../../shared/events/schema.ts'
import {
  createOrganization,
  findOrganization,
  replaceOrganization,
} from '../../shared/organizations/repository.ts'
import type { Contact, Organization } from '../../shared/organizations/schema.ts'
import { newRecord, revise } from '../../shared/storage/collection.ts'
import { createWorld, type WorldOptions } from '../support/world.ts'

type Person = { organizationId: Organization['id']; contactId: Contact['id']; token: string }
type Happening = Partial<Pick<Event, 'type' | 'subject' | 'audience' | 'data'>>

/** A world with people of the roster who listen, and everything between an event and their endpoints. */
export const createListening = async (options: WorldOptions = {}) => {
  const world = await createWorld(options)
  const { deps, clock, queues } = world
  const sender = createSender(deps)
  const tick = createClock(deps)
  const seen = new Set<string>()

  /** Somebody of the roster, with a token of theirs. */
  const someone = async (
    given: { grants?: GrantKind[]; relation?: 'member' | 'authority'; colleagueOf?: Person } = {},
  ) => {
    const { grants = [], relation = 'member', colleagueOf } = given
    const contactId = deps.ids.next('contact')
    const contact: Contact = {
      id: contactId,
      role: 'focal-point',
      kind: 'person',
      email: `${contactId}@example.org`,
      languages: ['en'],
      timeZone: 'UTC',
      discreet: false,
      epoch: 1,
      grants,
    }
    const before = colleagueOf && (await findOrganization(deps.store, colleagueOf.organizationId))
    const organization = before ?? {
      class: 'ngo' as const,
      country: 'KE',
      listed: false,
      worksIn: [],
      languages: [],
      ownFields: [],
      id: deps.ids.next('organization'),
      name: `Watch ${contactId}`,
      relation,
      contacts: [],
      ...newRecord(clock.now()),
    }
    const contacts = [...organization.contacts, contact]
    await deps.store.transact(
      before
        ? replaceOrganization(before, revise(before, { contacts }, clock.now()))
        : createOrganization({ ...organization, contacts }),
    )
    const who = { organizationId: organization.id, contactId }
    return { ...who, token: await world.tokenFor({ ...who, grants, relation }) }
  }

  const changeContact = async (
    { organizationId, contactId }: Person,
    change: Partial<Contact> | undefined,
  ) => {
    const before = (await findOrganization(deps.store, organizationId))!
    const contacts = before.contacts.flatMap((one) =>
      one.id !== contactId ? [one] : change ? [{ ...one, ...change }] : [],
    )
    await deps.store.transact(replaceOrganization(before, revise(before, { contacts }, clock.now())))
  }

  const listen = async ({ token }: Person, change: object = {}) => {
    const body = {
      url: 'https://hooks.example.org/tocsin?key=hidden',
      types: ['situation.created'],
      ...change,
    }
    const { status, json } = await world.call(token, 'POST', '/v1/webhooks', body)
    if (status !== 201) throw new Error(`No endpoint: ${status}`)
    return json as { id: string; secret: string; version: number }
  }

  const happens = async (given: Happening = {}): Promise<Event> => {
    const happening = {
      type: 'situation.created',
      subject: deps.ids.next('situation'),
      audience: forMembers,
      data: { level: 'warning' },
      ...given,
    } as const
    const write = record(deps, system, happening) as unknown as { put: Event }
    // Made up for the test, and so past what checks that events are as the catalogue describes them.
    await world.client.send(new PutCommand({ TableName: world.tables.events, Item: write.put }))
    return eventSchema.parse(write.put)
  }

  /** What the stream does: whatever has happened and was not yet seen goes to the fan-out, in order. */
  const catchUp = async () => {
    for (;;) {
      const { Items = [] } = await world.client.send(
        new ScanCommand({ TableName: world.tables.events, ConsistentRead: true }),
      )
      const unseen = Items.map((item) => eventSchema.parse(item)).filter(({ id }) => !seen.has(id))
      if (unseen.length === 0) return
      for (const one of unseen.sort((a, b) => a.at.localeCompare(b.at))) {
        seen.add(one.id)
        if (one.notifications === undefined) await consume(deps, one)
      }
    }
  }

  const asEvent = (messages: readonly object[]) =>
    ({
      Records: messages.map((message, at) => ({ messageId: `m${at}`, body: JSON.stringify(message) })),
    }) as unknown as SQSEvent

  /** What the queue does with the messages that are not delayed; says which of them came back. */
  const deliver = async (messages?: readonly object[]) => {
    const given =
      messages ??
      queues.take('webhooks').flatMap(({ message, delaySeconds }) => (delaySeconds ? [] : [message]))
    return (await sender(asEvent(given))).batchItemFailures
  }

  const run = async () => {
    await catchUp()
    return deliver()
  }

  const agenda = async (): Promise<AgendaRow[]> => {
    const later = new Date('2100-01-01')
    const rows = await Promise.all(Array.from({ length: shards }, (_, at) => dueRows(deps.store, at, later)))
    return rows
      .flat()
      .filter(({ kind }) => kind === 'webhook-retry')
      .sort((a, b) => a.dueAt.localeCompare(b.dueAt))
  }

  /** Lets so much time pass, then everything do what is due. */
  const pass = async (seconds: number) => {
    clock.advance(seconds)
    await tick()
    await run()
  }

  /** Lets time pass until the next attempt is due; nothing when none is. */
  const untilNext = async () => {
    const [next] = await agenda()
    if (!next) return undefined
    const seconds = (Date.parse(next.dueAt) - clock.now().getTime()) / 1000
    await pass(Math.max(0, seconds))
    return seconds
  }

  /** What the public library makes of a call at the time of its attempt; throws where the signature is bad. */
  const verify = (
    secret: string,
    { body, headers }: { body: string; headers: Readonly<Record<string, string>> },
  ) => {
    vi.useFakeTimers({ toFake: ['Date'], now: clock.now() })
    try {
      return new Webhook(secret).verify(body, { ...headers })
    } finally {
      vi.useRealTimers()
    }
  }

  const attempts = async ({ token }: Person, id: string) =>
    (await world.call(token, 'GET', `/v1/webhooks/${id}/attempts`)).json.items

  const state = async ({ token }: Person, id: string) =>
    (await world.call(token, 'GET', `/v1/webhooks/${id}`)).json

  return {
    ...world,
    someone,
    changeContact,
    listen,
    happens,
    catchUp,
    deliver,
    run,
    agenda,
    pass,
    untilNext,
    verify,
    attempts,
    state,
  }
}

export type Listening = Awaited<ReturnType<typeof createListening>>
export type Someone = Person
