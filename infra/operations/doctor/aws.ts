import { CloudWatchClient, DescribeAlarmsCommand, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch'
import { DescribeRuleCommand, EventBridgeClient, ListTargetsByRuleCommand } from '@aws-sdk/client-eventbridge'
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda'
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { DescribeActiveReceiptRuleSetCommand, SESClient } from '@aws-sdk/client-ses'
import {
  GetAccountCommand,
  GetConfigurationSetEventDestinationsCommand,
  GetEmailIdentityCommand,
  SESv2Client,
} from '@aws-sdk/client-sesv2'
import { GetTopicAttributesCommand, SNSClient } from '@aws-sdk/client-sns'
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs'
import { queueNames } from '../../../shared/config.ts'
import { outputs } from '../../outputs.ts'
import { waiting } from '../../waiting.ts'
import type { AwsPlace } from '../aws-place.ts'
import type { Facts, Probes } from './facts.ts'
import {
  agendaFact,
  coordinatorsFact,
  eventsAhead,
  feedbackFact,
  keysFact,
  tableFacts,
} from './store-probes.ts'
import { secondsAheadOf } from './time-server.ts'

/** What SES must tell us of; as it names them. */
const wantedEvents = [
  'SEND',
  'DELIVERY',
  'BOUNCE',
  'COMPLAINT',
  'REJECT',
  'DELIVERY_DELAY',
  'RENDERING_FAILURE',
]

const accountFact = async (ses: SESv2Client): Promise<Facts['account']> => {
  const account = await ses.send(new GetAccountCommand())
  return {
    inProduction: account.ProductionAccessEnabled ?? false,
    isSending: account.SendingEnabled ?? false,
    enforcement: account.EnforcementStatus ?? 'HEALTHY',
    per24Hours: account.SendQuota?.Max24HourSend ?? 0,
    sentLast24Hours: account.SendQuota?.SentLast24Hours ?? 0,
  }
}

const identityFact = async (ses: SESv2Client, EmailIdentity: string): Promise<Facts['identity']> => {
  const identity = await ses.send(new GetEmailIdentityCommand({ EmailIdentity }))
  return {
    isVerified: identity.VerifiedForSendingStatus ?? false,
    dkim: identity.DkimAttributes?.SigningEnabled ? (identity.DkimAttributes.Status ?? 'NOT_STARTED') : 'OFF',
    mailFrom: identity.MailFromAttributes?.MailFromDomainStatus ?? 'NOT_STARTED',
  }
}

const wiringFact = async (ses: SESv2Client, place: AwsPlace): Promise<Facts['wiring']> => {
  const bridge = new EventBridgeClient()
  const Name = place.output(outputs.feedbackRule)
  const [{ EventDestinations = [] }, rule, { Targets = [] }, queue] = await Promise.all([
    ses.send(
      new GetConfigurationSetEventDestinationsCommand({
        ConfigurationSetName: place.output(outputs.configurationSet),
      }),
    ),
    bridge.send(new DescribeRuleCommand({ Name })),
    bridge.send(new ListTargetsByRuleCommand({ Rule: Name })),
    attributesOf(place, place.config.queueUrls['mail-events']),
  ])
  const live = EventDestinations.filter(
    ({ Enabled, EventBridgeDestination }) => Enabled && EventBridgeDestination,
  )
  const told = new Set<string>(live.flatMap(({ MatchingEventTypes = [] }) => MatchingEventTypes))
  return {
    destinationEnabled: live.length > 0,
    missingEvents: live.length > 0 ? wantedEvents.filter((event) => !told.has(event)) : [],
    ruleEnabled: rule.State === 'ENABLED',
    ruleHasTarget: Targets.some(({ Arn }) => Arn === queue['QueueArn']),
  }
}

const attributesOf = async ({ sqs }: AwsPlace, QueueUrl: string | undefined) => {
  const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] })
  return ((await sqs.send(command)).Attributes ?? {}) as Readonly<Record<string, string>>
}

/** The age of the oldest message, as the alarms see it. */
const queueFacts = async (
  watch: CloudWatchClient,
  { config }: AwsPlace,
  now: Date,
): Promise<Facts['queues']> => {
  const { MetricDataResults = [] } = await watch.send(
    new GetMetricDataCommand({
      StartTime: new Date(now.getTime() - 15 * 60_000),
      EndTime: now,
      MetricDataQueries: queueNames.map((name, at) => ({
        Id: `q${at}`,
        MetricStat: {
          Metric: {
            Namespace: 'AWS/SQS',
            MetricName: 'ApproximateAgeOfOldestMessage',
            Dimensions: [{ Name: 'QueueName', Value: config.queueUrls[name].split('/').at(-1) }],
          },
          Period: 300,
          Stat: 'Maximum',
        },
      })),
    }),
  )
  const oldestOf = (at: number) => MetricDataResults.find(({ Id }) => Id === `q${at}`)?.Values?.[0] ?? 0
  return queueNames.map((name, at) => ({
    name,
    oldestSeconds: oldestOf(at),
    atMostSeconds: waiting[name].atMost,
  }))
}

const functionFact = async ({ lambda }: AwsPlace, name: string, FunctionName: string) => {
  const { State, LastUpdateStatus, StateReasonCode } = await lambda.send(
    new GetFunctionConfigurationCommand({ FunctionName }),
  )
  const isFit = (State === 'Active' || State === 'Inactive') && LastUpdateStatus !== 'Failed'
  return { name, fault: isFit ? undefined : (StateReasonCode ?? `${State}, update ${LastUpdateStatus}`) }
}

const alarmFacts = async (watch: CloudWatchClient, stack: string): Promise<Facts['alarms']> => {
  const { MetricAlarms = [] } = await watch.send(
    new DescribeAlarmsCommand({ AlarmNamePrefix: `${stack}-`, StateValue: 'ALARM', MaxRecords: 100 }),
  )
  return MetricAlarms.map(({ AlarmName = '', AlarmDescription = '' }) => ({
    name: AlarmName,
    words: AlarmDescription,
  }))
}

const bellFact = async (TopicArn: string): Promise<Facts['bell']> => {
  const { Attributes = {} } = await new SNSClient().send(new GetTopicAttributesCommand({ TopicArn }))
  return {
    confirmed: Number(Attributes['SubscriptionsConfirmed'] ?? 0),
    pending: Number(Attributes['SubscriptionsPending'] ?? 0),
  }
}

/** What can be found out of an installation that a stack made. */
export const awsProbes = (
  place: AwsPlace,
  { now, timeServer }: { now: Date; timeServer: string },
): Probes => {
  const ses = new SESv2Client()
  const watch = new CloudWatchClient()
  const { config, output, store } = place
  return {
    settings: async () => ({
      alliance: config.alliance,
      publicUrl: config.publicUrl,
      mailDomain: config.mail.domain,
      mailFrom: config.mail.from,
      configuredCoordinators: config.coordinators.length,
      mailsPeople: true,
    }),
    coordinators: () => coordinatorsFact(store, false),
    keys: async () => {
      const command = new GetSecretValueCommand({ SecretId: output(outputs.signingKeys) })
      const { SecretString = '{}' } = await new SecretsManagerClient().send(command)
      return keysFact(JSON.parse(SecretString))
    },
    tables: () => tableFacts(place, { hasRecovery: true }),
    clock: async () => ({
      asked: timeServer,
      aheadSeconds: timeServer === 'none' ? undefined : await secondsAheadOf(timeServer),
      eventsAheadSeconds: await eventsAhead(store, now),
    }),
    agenda: () => agendaFact(store, now),
    queues: () => queueFacts(watch, place, now),
    deadLetters: () =>
      Promise.all(
        Object.entries(place.deadLetterUrls).map(async ([source, url]) => ({
          source,
          count: Number((await attributesOf(place, url))['ApproximateNumberOfMessages'] ?? 0),
        })),
      ),
    functions: () =>
      Promise.all(Object.entries(place.functionNames).map(([name, made]) => functionFact(place, name, made))),
    alarms: () => alarmFacts(watch, place.stack),
    bell: () => bellFact(output(outputs.alarmTopic)),
    identity: () => identityFact(ses, output(outputs.mailDomain)),
    account: () => accountFact(ses),
    wiring: () => wiringFact(ses, place),
    feedback: async () => feedbackFact(store, (await accountFact(ses)).sentLast24Hours, now),
    receiving: async () => {
      const { Metadata } = await new SESClient().send(new DescribeActiveReceiptRuleSetCommand())
      return { active: Metadata?.Name, wanted: output(outputs.receiptRuleSet) }
    },
  }
}
