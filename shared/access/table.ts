import type { Scope } from './actor.ts'

/** How far a role may go: everywhere, within its organization, within coalitions it takes part in or leads. */
export type Reach =
  | 'everywhere'
  | 'own-organization'
  | 'own-coalitions'
  | 'coalitions-with-a-voice'
  | 'coalitions-led'

/** What a person is: by grant, and by the organization they act for. */
export type Role = 'coordinator' | 'approver' | 'member' | 'authority'

export interface Rule extends Partial<Readonly<Record<Role, Reach>>> {
  /** What a program needs besides; where there is none, no program may. */
  readonly scope?: Scope
  /** A program goes no further than the organization of whoever made it. */
  readonly programsAtHome?: true
  /** In a session, a holder of grants proves their second factor within the minutes before. */
  readonly fresh?: true
  /** All that is open to a session of a holder of grants in which their second factor was never proved. */
  readonly withoutFactor?: true
}

const everyone = { coordinator: 'everywhere', approver: 'everywhere', member: 'everywhere' } as const
const coordinators = { coordinator: 'everywhere' } as const
const coordinatorsAfresh = { ...coordinators, fresh: true } as const
const ownOrganization = {
  ...coordinators,
  member: 'own-organization',
  authority: 'own-organization',
} as const
const ownCoalitions = { ...coordinators, member: 'own-coalitions', authority: 'own-coalitions' } as const
/** Whoever has a mailbox with us. */
const anybody = { ...everyone, authority: 'everywhere' } as const
/** Who leads a coalition or takes part in it; not who only observes. */
const coalitionsWithAVoice = {
  ...coordinators,
  member: 'coalitions-with-a-voice',
  authority: 'coalitions-with-a-voice',
} as const
const coalitionsLed = { ...coordinators, member: 'coalitions-led', authority: 'coalitions-led' } as const

/**
 * Who may do what. A role that a row does not name is refused. Rows of reading answer 404 rather than 403 to
 * those who may not, so that nobody learns what exists.
 */
export const accessTable = {
  'organization.create': { ...coordinators, scope: 'organizations:write' },
  'organization.import': { ...coordinators, scope: 'organizations:write' },
  'organization.export': coordinatorsAfresh,
  'export.list': coordinators,
  'export.allow': coordinatorsAfresh,
  'export.withdraw': coordinators,
  'organization.list': { ...everyone, scope: 'organizations:read' },
  'organization.list-unreachable': { ...coordinators, scope: 'organizations:read' },
  'organization.read': { ...everyone, authority: 'own-organization', scope: 'organizations:read' },
  'organization.update': { ...ownOrganization, scope: 'organizations:write' },
  'organization.list-absent': coordinators,
  'organization.suspend': coordinatorsAfresh,
  'organization.reinstate': coordinatorsAfresh,
  'application.list': coordinators,
  'application.invite': coordinatorsAfresh,
  'application.decline': coordinators,
  'organization.leave': { member: 'own-organization', authority: 'own-organization', fresh: true },
  'contact.read': { ...ownOrganization, scope: 'organizations:read', programsAtHome: true },
  'contact.list': coordinatorsAfresh,
  'contact.add': { ...ownOrganization, scope: 'organizations:write' },
  'contact.update': { ...ownOrganization, scope: 'organizations:write' },
  'contact.remove': { ...ownOrganization, scope: 'organizations:write' },
  'contact.compromised': { ...ownOrganization, scope: 'organizations:write' },
  'contact.pass-on': ownOrganization,
  'contact.confirm-succession': coordinatorsAfresh,
  'contact.ask': { ...coordinators, scope: 'organizations:write' },
  'contact.read-mailbox': ownOrganization,
  'contact.read-ways-in': coordinators,
  'contact.end-ways-in': coordinatorsAfresh,
  'contact.lift-suppression': coordinatorsAfresh,
  'contact.erase': coordinatorsAfresh,
  'grant.list': coordinators,
  'grant.propose': coordinatorsAfresh,
  'grant.confirm': coordinatorsAfresh,
  'grant.withdraw': coordinatorsAfresh,
  'motion.list': coordinators,
  'motion.put': coordinatorsAfresh,
  'motion.drop': coordinatorsAfresh,
  'situation.create': { ...coordinators, scope: 'situations:write' },
  'situation.list': { ...everyone, scope: 'situations:read' },
  'situation.read': { ...everyone, scope: 'situations:read' },
  'situation.update': { ...coordinators, scope: 'situations:write' },
  'situation.set-level': { ...coordinators, scope: 'situations:write' },
  'situation.add-indicator': { ...coordinators, scope: 'situations:write' },
  'situation.assess': { ...coordinators, scope: 'situations:write' },
  'situation.import-forecasts': { ...coordinators, scope: 'situations:write' },
  'coalition.form': { ...coordinators, scope: 'coalitions:write' },
  'coalition.list': {
    ...everyone,
    authority: 'own-coalitions',
    scope: 'coalitions:read',
    withoutFactor: true,
  },
  'coalition.read': { ...ownCoalitions, scope: 'coalitions:read', withoutFactor: true },
  'coalition.update': { ...coalitionsLed, scope: 'coalitions:write' },
  'coalition.invite': { ...coalitionsLed, scope: 'coalitions:write' },
  'coalition.set-participation': { ...coalitionsLed, scope: 'coalitions:write' },
  'coalition.stand-down': { ...coalitionsLed, scope: 'coalitions:write' },
  'coalition.ask': { ...coordinators, member: 'own-organization', scope: 'coalitions:write' },
  'coalition.object': { ...coalitionsWithAVoice, scope: 'coalitions:write' },
  'coalition.answer': { ...ownOrganization, scope: 'coalitions:write' },
  'meeting.call': { ...coalitionsLed, scope: 'meetings:write' },
  'meeting.list': { ...everyone, authority: 'own-coalitions', scope: 'meetings:read' },
  'meeting.read': { ...ownCoalitions, scope: 'meetings:read' },
  'meeting.update': { ...coalitionsLed, scope: 'meetings:write' },
  'meeting.cancel': { ...coalitionsLed, scope: 'meetings:write' },
  'meeting.remind': { ...coalitionsLed, scope: 'meetings:write' },
  'meeting.read-answers': { ...coalitionsLed, scope: 'meetings:read' },
  'meeting.read-deliveries': { ...coordinators, scope: 'meetings:read' },
  'meeting.answer': { ...ownOrganization, scope: 'meetings:write' },
  'meeting.give-proxy': { ...ownOrganization, scope: 'meetings:write' },
  'meeting.keep-minutes': { ...coalitionsLed, scope: 'meetings:write' },
  'calendar-feed.make': anybody,
  'calendar-feed.list': anybody,
  'calendar-feed.end': anybody,
  'decision.list': { ...everyone, authority: 'own-coalitions', scope: 'meetings:read' },
  'alert.draft': { ...coordinators, scope: 'alerts:write' },
  'alert.list': { ...everyone, scope: 'alerts:read' },
  'alert.read': { ...everyone, scope: 'alerts:read' },
  'alert.read-unissued': { ...coordinators, approver: 'everywhere', scope: 'alerts:read' },
  'alert.preview': { ...coordinators, approver: 'everywhere', scope: 'alerts:read' },
  'alert.update': { ...coordinators, scope: 'alerts:write' },
  'alert.ask-comments': { ...coordinators, scope: 'alerts:write' },
  'alert.ask-consent': { ...coordinators, scope: 'alerts:write' },
  'alert.consent': ownOrganization,
  'alert.comment': { ...ownOrganization, scope: 'alerts:write' },
  'alert.submit': { ...coordinators, scope: 'alerts:write' },
  'alert.return': { ...coordinators, approver: 'everywhere', scope: 'alerts:write' },
  'alert.approve': { ...coordinatorsAfresh, approver: 'everywhere' },
  'alert.break-glass': { ...coordinatorsAfresh, approver: 'everywhere' },
  'alert.review': { ...coordinators, approver: 'everywhere', scope: 'alerts:issue' },
  'alert.resume': coordinatorsAfresh,
  'alert.remind': { ...coordinators, scope: 'alerts:write' },
  'alert.halt': { ...coordinatorsAfresh, scope: 'alerts:issue' },
  'alert.cancel': { ...coordinators, scope: 'alerts:write' },
  'alert.answer': { ...ownOrganization, scope: 'alerts:write' },
  'alert.read-answers': { ...coordinators, approver: 'everywhere', scope: 'alerts:read' },
  'alert.read-call-sheet': coordinatorsAfresh,
  'alert.read-deliveries': { ...coordinators, approver: 'everywhere', scope: 'alerts:read' },
  'alert.export-evidence': { ...coordinators, approver: 'everywhere', scope: 'alerts:read' },
  'alert.open-evidence': coordinatorsAfresh,
  'field-report.file': { ...everyone, authority: 'everywhere' },
  'field-report.list': coordinators,
  'field-report.close': coordinators,
  'hub.list': coordinators,
  'hub.change': coordinatorsAfresh,
  'incoming-alert.list': coordinators,
  'incoming-alert.close': coordinators,
  'incoming-news.list': coordinators,
  'incoming-news.close': coordinators,
  'recommendation.list': { ...coordinators, approver: 'everywhere', scope: 'alerts:read' },
  'recommendation.read': { ...coordinators, approver: 'everywhere', scope: 'alerts:read' },
  'recommendation.change': { ...coordinators, scope: 'alerts:write' },
  'post.list': { ...everyone, scope: 'publications:read' },
  'post.read': { ...everyone, scope: 'publications:read' },
  'post.subscribe': everyone,
  'post.write': { member: 'own-organization', scope: 'publications:write' },
  'post.withdraw': { ...coordinators, member: 'own-organization', scope: 'publications:write' },
  'post.hold': { ...coordinators, scope: 'publications:write' },
  'attachment.add': { ...coordinators, member: 'own-organization', scope: 'publications:write' },
  'library.read': { ...everyone, scope: 'publications:read' },
  'library.keep': { ...coordinators, scope: 'publications:write' },
  'office.read': { ...everyone, scope: 'advocacy:read' },
  'office.keep': { ...coordinators, member: 'own-organization', scope: 'advocacy:write' },
  'briefing.read': { ...everyone, scope: 'advocacy:read' },
  'briefing.log': { member: 'own-organization', scope: 'advocacy:write' },
  'campaign.read': { ...everyone, scope: 'advocacy:read' },
  'campaign.run': { ...coalitionsLed, scope: 'advocacy:write' },
  'campaign.join': { ...coordinators, member: 'own-organization', scope: 'advocacy:write' },
  'letter.read': { ...everyone, scope: 'advocacy:read' },
  'letter.write': { ...coalitionsLed, scope: 'advocacy:write' },
  'letter.sign': { member: 'own-organization' },
  'letter.read-deliveries': { ...coordinators, scope: 'advocacy:read' },
  'letter.export-evidence': { ...coordinators, approver: 'everywhere', scope: 'advocacy:read' },
  'case.list': { ...everyone, scope: 'justice:read' },
  'case.read': { ...everyone, scope: 'justice:read' },
  'case.keep': { ...coordinators, scope: 'justice:write' },
  'case.watch': { ...coordinators, member: 'own-organization', scope: 'justice:write' },
  // An endpoint goes on telling what its owner may know for as long as it stands, as a token does.
  'webhook.create': { ...everyone, fresh: true, scope: 'webhooks:write' },
  'webhook.list': { ...everyone, scope: 'webhooks:read' },
  'webhook.read': { ...ownOrganization, scope: 'webhooks:read' },
  'webhook.change': { ...ownOrganization, fresh: true, scope: 'webhooks:write' },
  'session.list': anybody,
  'session.end': anybody,
  'token.create': { ...everyone, fresh: true },
  'token.rotate': { ...everyone, fresh: true },
  'token.list': everyone,
  'token.revoke': everyone,
  'event.list': { ...everyone, scope: 'events:read' },
  'reply.list': coordinators,
  'reply.change': coordinators,
  'task.list': coordinators,
  'task.change': coordinators,
  'settings.read': { ...coordinators, approver: 'everywhere' },
  'settings.change': coordinatorsAfresh,
} as const satisfies Record<string, Rule>

export type Deed = keyof typeof accessTable

export const ruleOf = (deed: Deed): Rule => accessTable[deed]
