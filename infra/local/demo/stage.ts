import type { Organization } from '../../../shared/organizations/schema.ts'
import { type Client, createClient } from './client.ts'
import { type DemoMailbox, openMailbox } from './mailbox.ts'
import type { Place } from './place.ts'
import { createScreen, type Screen } from './screen.ts'

/** What every step has at hand. */
export interface Stage {
  readonly screen: Screen
  /** The API as each of the two coordinators sees it. */
  readonly one: Client
  readonly two: Client
  readonly mailbox: DemoMailbox
  /** What did not come out as it must. */
  readonly faults: string[]
  /** Notes a fault unless the statement is true. */
  check(isTrue: boolean, statement: string): void
}

export const openStage = async ({ apiUrl, mailboxUrl, tokens }: Place): Promise<Stage> => {
  const faults: string[] = []
  return {
    screen: createScreen(process.stdout),
    one: createClient(apiUrl, tokens[0]),
    two: createClient(apiUrl, tokens[1]),
    mailbox: await openMailbox(mailboxUrl, apiUrl),
    faults,
    check: (isTrue, statement) => {
      if (!isTrue) faults.push(statement)
    },
  }
}

/** Everybody on the roster, by id. */
export const readRoster = async ({ one }: Stage): Promise<ReadonlyMap<string, Organization>> => {
  const roster = new Map<string, Organization>()
  for await (const each of one.list<Organization>('/v1/organizations?limit=200')) roster.set(each.id, each)
  return roster
}
