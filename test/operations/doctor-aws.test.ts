import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation'
import { CloudWatchClient, DescribeAlarmsCommand, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch'
import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
} from '@aws-sdk/client-dynamodb'
import { DescribeRuleCommand, EventBridgeClient, ListTargetsByRuleCommand } from '@aws-sdk/client-eventbridge'
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { DescribeActiveReceiptRuleSetCommand, SESClient } from '@aws-sdk/client-ses'
import {
  GetAccountCommand,
  GetConfigurationSetEventDestinationsCommand,
  GetEmailIdentityCommand,
  SESv2Client,
} from '@aws-sdk/client-sesv2'
import { GetTopicAttributesCommand, SNSClient } from '@aws-sdk/client-sns'
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs'
import { mockClient } from 'aws-sdk-client-mock'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { programAlarms } from '../../infra/aws/alarms/program.ts'
import { type AwsPlace, openAwsPlace } from '../../infra/operations/aws-place.ts'
import { awsProbes } from '../../infra/operations/doctor/aws.ts'
import { examine, isWell, tellingOf } from '../../infra/operations/doctor/examine.ts'
import { variable } from '../../shared/config.ts'
import { synthesize } from '../aws/synthesize.ts'
import { createWorld, type World } from '../support/world.ts'

/** What the stack would say of itself: the names of its outputs are those that it is deployed with. */
const outputsOfStack = () =>
  Object.keys(synthesize().template.findOutputs('*')).map((OutputKey) => ({
    OutputKey,
    OutputValue:
      OutputKey.startsWith('Queue') || OutputKey.startsWith('DeadLetters')
        ? `https://sqs/1/${OutputKey}`
        : `the-${OutputKey}`,
  }))

const environment = {
  ALLIANCE_NAME: 'The Example Alliance',
  PUBLIC_URL: 'https://tocsin.alliance.test',
  MAIL_DOMAIN: 'alerts.alliance.test',
  MAIL_FROM: 'alerts@alerts.alliance.test',
  COORDINATORS: 'a@alliance.test b@alliance.test',
  [variable('mail-events', 'QUEUE_URL')]: 'https://sqs/1/QueueMailEvents',
  [variable('mail', 'QUEUE_URL')]: 'https://sqs/1/QueueMail',
}

const key = Buffer.from(Array.from({ length: 48 }, (_, at) => at * 5)).toString('base64')

describe('the doctor on AWS', () => {
  const classes = {
    formation: mockClient(CloudFormationClient),
    watch: mockClient(CloudWatchClient),
    dynamo: mockClient(DynamoDBClient),
    bridge: mockClient(EventBridgeClient),
    lambda: mockClient(LambdaClient),
    secrets: mockClient(SecretsManagerClient),
    ses: mockClient(SESClient),
    sesv2: mockClient(SESv2Client),
    sns: mockClient(SNSClient),
    sqs: mockClient(SQSClient),
  }
  let world: World
  let said: ReturnType<typeof outputsOfStack>
  beforeAll(() => {
    said = outputsOfStack()
  })
  afterAll(() => {
    for (const each of Object.values(classes)) each.restore()
  })

  /** An installation that lacks nothing. */
  beforeEach(async () => {
    for (const each of Object.values(classes)) each.reset()
    world = await createWorld()
    const { formation, watch, dynamo, bridge, lambda, secrets, ses, sesv2, sns, sqs } = classes
    formation.on(DescribeStacksCommand).resolves({ Stacks: [{ Outputs: said } as never] })
    watch.on(GetMetricDataCommand).resolves({ MetricDataResults: [] })
    watch.on(DescribeAlarmsCommand).resolves({ MetricAlarms: [] })
    dynamo.on(DescribeTableCommand).callsFake(({ TableName }) => ({
      Table: { TableStatus: 'ACTIVE', StreamSpecification: { StreamEnabled: TableName === 'events' } },
    }))
    dynamo
      .on(DescribeTimeToLiveCommand)
      .resolves({ TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: 'expiresAt' } })
    dynamo.on(DescribeContinuousBackupsCommand).resolves({
      ContinuousBackupsDescription: {
        ContinuousBackupsStatus: 'ENABLED',
        PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'ENABLED' },
      },
    })
    bridge.on(DescribeRuleCommand).resolves({ State: 'ENABLED' })
    bridge.on(ListTargetsByRuleCommand).resolves({ Targets: [{ Id: '1', Arn: 'arn:QueueMailEvents' }] })
    lambda.on(GetFunctionConfigurationCommand).resolves({
      State: 'Active',
      LastUpdateStatus: 'Successful',
      Environment: { Variables: environment },
    })
    secrets.on(GetSecretValueCommand).resolves({ SecretString: JSON.stringify({ current: 'k1', k1: key }) })
    ses.on(DescribeActiveReceiptRuleSetCommand).resolves({ Metadata: { Name: 'the-ReceiptRuleSet' } })
    sesv2.on(GetAccountCommand).resolves({
      ProductionAccessEnabled: true,
      SendingEnabled: true,
      EnforcementStatus: 'HEALTHY',
      SendQuota: { Max24HourSend: 50_000, SentLast24Hours: 0 },
    })
    sesv2.on(GetEmailIdentityCommand).resolves({
      VerifiedForSendingStatus: true,
      DkimAttributes: { SigningEnabled: true, Status: 'SUCCESS' },
      MailFromAttributes: { MailFromDomainStatus: 'SUCCESS' } as never,
    })
    sesv2.on(GetConfigurationSetEventDestinationsCommand).resolves({
      EventDestinations: [
        {
          Name: 'events',
          Enabled: true,
          EventBridgeDestination: { EventBusArn: 'arn:bus' },
          MatchingEventTypes: [
            'SEND',
            'DELIVERY',
            'BOUNCE',
            'COMPLAINT',
            'REJECT',
            'DELIVERY_DELAY',
            'RENDERING_FAILURE',
          ],
        },
      ],
    })
    sns
      .on(GetTopicAttributesCommand)
      .resolves({ Attributes: { SubscriptionsConfirmed: '1', SubscriptionsPending: '0' } })
    sqs.on(GetQueueAttributesCommand).callsFake(({ QueueUrl }) => ({
      Attributes: { QueueArn: `arn:${QueueUrl.split('/').at(-1)}`, ApproximateNumberOfMessages: '0' },
    }))
  })

  const look = async () => {
    const place: AwsPlace = { ...(await openAwsPlace('tocsin-prod')), store: world.deps.store }
    return examine(awsProbes(place, { now: world.clock.now(), timeServer: 'none' }))
  }
  const faultsIn = (examined: Awaited<ReturnType<typeof look>>) =>
    examined.filter(({ findings }) => findings.some(({ kind }) => kind === 'fault')).map(({ check }) => check)

  it('finds all well where all is, but that nobody is a coordinator yet', async () => {
    const examined = await look()
    expect(faultsIn(examined)).toEqual(['coordinators'])
  })

  it('finds what is wrong with a stack that was deployed and forgotten', async () => {
    const { watch, dynamo, bridge, secrets, ses, sesv2, sns, sqs, lambda } = classes
    sesv2.on(GetAccountCommand).resolves({
      ProductionAccessEnabled: false,
      SendingEnabled: true,
      EnforcementStatus: 'PROBATION',
      SendQuota: { Max24HourSend: 200, SentLast24Hours: 190 },
    })
    sesv2.on(GetEmailIdentityCommand).resolves({
      VerifiedForSendingStatus: false,
      DkimAttributes: { SigningEnabled: true, Status: 'PENDING' },
    })
    sesv2.on(GetConfigurationSetEventDestinationsCommand).resolves({ EventDestinations: [] })
    bridge.on(DescribeRuleCommand).resolves({ State: 'DISABLED' })
    ses.on(DescribeActiveReceiptRuleSetCommand).resolves({})
    sns
      .on(GetTopicAttributesCommand)
      .resolves({ Attributes: { SubscriptionsConfirmed: '0', SubscriptionsPending: '1' } })
    secrets
      .on(GetSecretValueCommand)
      .resolves({ SecretString: JSON.stringify({ current: 'k1', k1: 'REPLACE-ME' }) })
    dynamo.on(DescribeTableCommand).resolves({ Table: { TableStatus: 'ACTIVE' } })
    dynamo
      .on(DescribeTimeToLiveCommand, { TableName: 'integrations' })
      .resolves({ TimeToLiveDescription: { TimeToLiveStatus: 'DISABLED' } })
    dynamo.on(DescribeContinuousBackupsCommand, { TableName: 'members' }).resolves({})
    watch.on(GetMetricDataCommand).resolves({ MetricDataResults: [{ Id: 'q1', Values: [5400] }] })
    watch.on(DescribeAlarmsCommand).resolves({
      MetricAlarms: [
        {
          AlarmName: 'tocsin-prod-AlarmsLineStopped',
          AlarmDescription: `${programAlarms[0]!.means} ${programAlarms[0]!.act}`,
        },
      ],
    })
    sqs
      .on(GetQueueAttributesCommand, {
        QueueUrl: 'https://sqs/1/DeadLettersMailReplies',
        AttributeNames: ['All'],
      })
      .resolves({
        Attributes: { ApproximateNumberOfMessages: '3' },
      })
    lambda.on(GetFunctionConfigurationCommand, { FunctionName: 'the-FunctionClock' }).resolves({
      State: 'Failed',
      StateReasonCode: 'DisabledKMSKey',
    })
    const examined = await look()
    expect(isWell(examined)).toBe(false)
    await expect(
      `${tellingOf('A stack that was deployed and forgotten', examined).join('\n')}\n`,
    ).toMatchFileSnapshot('doctor-aws.txt')
  })

  it('says what cannot be seen without the right to, and nothing of who was refused', async () => {
    const denied = Object.assign(new Error('User: arn:aws:iam::1:user/duty'), {
      name: 'AccessDeniedException',
    })
    classes.sesv2.on(GetAccountCommand).rejects(denied)
    const told = tellingOf('here', await look()).join('\n')
    expect(told).toContain('could not be looked at (AccessDeniedException)')
    expect(told).not.toContain('user/duty')
  })

  it('asks for a deployment where the stack is of an older version', async () => {
    classes.formation.on(DescribeStacksCommand).resolves({ Stacks: [{ Outputs: [] } as never] })
    await expect(openAwsPlace('tocsin-prod')).rejects.toThrow(/deploy it once more/)
  })
})
