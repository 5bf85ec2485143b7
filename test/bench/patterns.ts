import type { Person } from '../../shared/access/actor.ts'
import { dueRows } from '../../shared/agenda/agenda.ts'
import { allAnswers as alertAnswers } from '../../shared/alerts/answers/repository.ts'
import { findPublic, listCurrent } from '../../shared/alerts/publication/repository.ts'
import { findRevision, getAlert, listAddressed, listAlerts } from '../../shared/alerts/repository.ts'
import { coalitionsOn } from '../../shared/coalitions/keys.ts'
import {
  coalitionsIn,
  findWithParticipation,
  insidePage,
  participantsPage,
} from '../../shared/coalitions/repository.ts'
import type { Deps } from '../../shared/deps.ts'
import { listEvents } from '../../shared/events/read.ts'
import { findCredential } from '../../shared/identity/credentials.ts'
import { chunkPartition } from '../../shared/ledger/delivery.ts'
import { contactHistory } from '../../shared/ledger/history.ts'
import { manifestPage } from '../../shared/ledger/manifest.ts'
import { deliveriesPage, ledgerOf, notificationsOf } from '../../shared/ledger/read.ts'
import { getNotification, loadChunk } from '../../shared/ledger/repository.ts'
import { totalsPage } from '../../shared/ledger/totals.ts'
import { everyMeeting, meetingsOfCoalition } from '../../shared/meetings/keys.ts'
import {
  allAnswers,
  getMeeting,
  meetingsIn,
  meetingWithAnswer,
  placesOfOrganization,
} from '../../shared/meetings/repository.ts'
import {
  findAddress,
  findOrganization,
  findOrganizationByName,
  listOrganizations,
  organizationsAt,
} from '../../shared/organizations/repository.ts'
import {
  findSituation,
  listIndicators,
  listLevels,
  listSituations,
} from '../../shared/situations/repository.ts'
import {
  endpointsOn,
  findEndpoint,
  findEndpointState,
  listAttempts,
  listEndpoints,
} from '../../shared/webhooks/repository.ts'
import { endpointId, secretOf } from './listeners.ts'
import { contactId, idsOf, isoOf, momentOf } from './named.ts'
import { oneContact, organizationAt, organizationId } from './roster.ts'

type Ask = (deps: Pick<Deps, 'store' | 'clock'>) => Promise<unknown>

const { situationId, coalitionId, meetingId, alertId, notificationId } = idsOf(0)
const organization = organizationAt(0, oneContact)
const page = { limit: 5 }
const coordinator: Person = {
  kind: 'person',
  contactId: contactId(0),
  organizationId: organization.id,
  relation: 'member',
  grants: ['coordinator'],
}

const roster: Record<string, Ask> = {
  'an organization with its contacts': ({ store }) => findOrganization(store, organization.id),
  'an organization by its name': ({ store }) => findOrganizationByName(store, organization),
  'contacts by address': ({ store }) => findAddress(store, organization.contacts[0]!.email),
  'organizations by class, a page': ({ store }) => listOrganizations(store, { class: 'ngo' }, page),
  'organizations by country, a page': ({ store }) => listOrganizations(store, { country: 'KE' }, page),
  'organizations by relation, a page': ({ store }) => listOrganizations(store, { relation: 'member' }, page),
  'organizations by all three, a page': ({ store }) =>
    listOrganizations(store, { class: 'ngo', country: 'KE', relation: 'member' }, page),
  'the contacts of an audience, a page': ({ store }) =>
    organizationsAt(store, { partition: 'relation#member' }, { limit: 20, after: undefined }),
}

const situations: Record<string, Ask> = {
  'a situation': ({ store }) => findSituation(store, situationId),
  'situations by recency, a page': ({ store }) => listSituations(store, {}, page),
  'situations by level, a page': ({ store }) => listSituations(store, { level: 'warning' }, page),
  'situations by country, a page': ({ store }) => listSituations(store, { country: 'SD' }, page),
  'the levels of a situation': ({ store }) => listLevels(store, situationId, page),
  'the timeline of a situation': ({ store }) => listIndicators(store, situationId, page),
}

const coalitions: Record<string, Ask> = {
  'a coalition, and how one takes part': ({ store }) =>
    findWithParticipation(store, coalitionId, organization.id),
  'the organizations of a coalition': ({ store }) => participantsPage(store, coalitionId, page),
  'coalitions of an organization': ({ store }) => insidePage(store, organization.id, page),
  'coalitions on a situation': ({ store }) => coalitionsIn(store, coalitionsOn(situationId), page),
}

const meetings: Record<string, Ask> = {
  'a meeting': ({ store }) => getMeeting(store, meetingId),
  'a meeting, an answer and the places taken': ({ store }) =>
    meetingWithAnswer(store, meetingId, contactId(0)),
  'the answers to a meeting': ({ store }) => allAnswers(store, meetingId),
  'meetings of a coalition': ({ store }) => meetingsIn(store, meetingsOfCoalition(coalitionId), {}, page),
  'meetings of an organization': ({ store }) => placesOfOrganization(store, organization.id, {}, page),
  'meetings of the alliance, a page': ({ store }) => meetingsIn(store, everyMeeting, {}, page),
}

const alerts: Record<string, Ask> = {
  'an alert': ({ store }) => getAlert(store, alertId),
  'a revision of an alert': ({ store }) => findRevision(store, alertId, 1),
  'an alert as the public sees it': ({ store }) => findPublic(store, alertId),
  'alerts public and current, a page': ({ store }) => listCurrent(store, momentOf(0), page),
  'alerts by situation': ({ store }) => listAlerts(store, { situationId }, page),
  'alerts by state, a page': ({ store }) => listAlerts(store, { state: 'issued' }, page),
  'alerts of an addressee': ({ store }) => listAddressed(store, organization.id, page),
  'the answers to an alert': ({ store }) => alertAnswers(store, alertId),
}

const ledger: Record<string, Ask> = {
  'a notification and what it says': ({ store }) => getNotification(store, notificationId),
  'notifications of a subject': ({ store }) => notificationsOf(store, alertId, 'alert'),
  'a chunk with its deliveries': ({ store }) => loadChunk(store, chunkPartition(notificationId, 1)),
  'the totals of a notification': ({ store }) => totalsPage(store, notificationId),
  'how a notification stands': ({ store }) => ledgerOf(store, notificationId),
  'deliveries, a page': ({ store }) => deliveriesPage(store, notificationId, page),
  'a manifest, a page': ({ store }) => manifestPage(store, notificationId, page),
  'the history of a contact': ({ store }) => contactHistory(store, contactId(0), page),
}

const others: Record<string, Ask> = {
  'events of a subject': (deps) =>
    listEvents(deps as Deps, coordinator, { filter: { subject: alertId }, page }),
  'events of a day, a page': (deps) =>
    listEvents(deps as Deps, coordinator, { filter: { day: isoOf(0).slice(0, 10) }, page }),
  'what is due, in a shard': ({ store }) => dueRows(store, 0, new Date('2098-01-01'), 5),
  'whose secret this is': (deps) => findCredential(deps, secretOf(0)),
  'a webhook endpoint': ({ store }) => findEndpoint(store, endpointId(0)),
  'an endpoint, its secrets and its health': ({ store }) => findEndpointState(store, endpointId(0)),
  'endpoints of an organization': ({ store }) => listEndpoints(store, organizationId(0), page),
  'endpoints on a type of event': ({ store }) => endpointsOn(store, 'alert.issued'),
  'attempts at an endpoint, a page': ({ store }) =>
    listAttempts(store, endpointId(0), { ...page, since: momentOf(0) }),
}

/** Every way the house reads its tables, by what it asks for. */
export const patterns: Readonly<Record<string, Ask>> = {
  ...roster,
  ...situations,
  ...coalitions,
  ...meetings,
  ...alerts,
  ...ledger,
  ...others,
}
