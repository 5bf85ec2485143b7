import { describe, expect, it } from 'vitest'
import { programAlarms } from '../../infra/aws/alarms/program.ts'
import { functions, queues } from '../../infra/topology.ts'
import { logicalIdOf, resourcesOf, synthesize } from './synthesize.ts'

const { stack, template } = synthesize({ alarmEmail: 'duty@example.org' })
const alarms = Object.values(resourcesOf(template, 'AWS::CloudWatch::Alarm')).map(
  ({ Properties }) => Properties,
)

const people =
  /\b(people|members?|coordinators?|recipients?|partners?|nobody|somebody|duty desks?|contacts?)\b/i
const action = /(^|[.;,] (and )?)(look|check|read|mend|find|see|ask|roll back|send|suppress|stop)\b/i

const watching = (metric: string, dimension: string, id: string) =>
  alarms.filter(
    ({ MetricName, Dimensions = [] }) =>
      MetricName === metric &&
      Dimensions.some(
        (each: { Name: string; Value: { Ref?: string; 'Fn::GetAtt'?: string[] } }) =>
          each.Name === dimension && (each.Value.Ref ?? each.Value['Fn::GetAtt']?.[0]) === id,
      ),
  )

describe('every alarm', () => {
  it.each(alarms.map(({ AlarmDescription }) => [AlarmDescription]))('%s', (description: string) => {
    const [consequence, ...rest] = description.split(/(?<=\.) /)
    expect(description.length).toBeGreaterThanOrEqual(60)
    expect(description.length).toBeLessThanOrEqual(1024)
    expect(consequence).toMatch(people)
    expect(rest.join(' ')).toMatch(action)
    expect(description).toMatch(/^[A-Z].*\.$/)
  })

  it('is told, and called off, through the one topic', () => {
    const topic = [{ Ref: Object.keys(resourcesOf(template, 'AWS::SNS::Topic'))[0] }]
    expect(alarms.length).toBeGreaterThan(30)
    for (const { AlarmActions, OKActions } of alarms)
      expect([AlarmActions, OKActions]).toEqual([topic, topic])
  })

  it('reaches a person', () => {
    template.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'duty@example.org',
    })
  })

  it('may be published: CloudWatch is let in by the topic and by its key', () => {
    const cloudwatch = { Principal: { Service: 'cloudwatch.amazonaws.com' }, Effect: 'Allow' }
    const [topic] = Object.values(resourcesOf(template, 'AWS::SNS::TopicPolicy'))
    expect(topic!.Properties.PolicyDocument.Statement).toContainEqual(
      expect.objectContaining({ ...cloudwatch, Action: 'sns:Publish' }),
    )
    const keys = Object.values(resourcesOf(template, 'AWS::KMS::Key')).map(
      (key) => key.Properties.KeyPolicy.Statement,
    )
    expect(keys.flat()).toContainEqual(expect.objectContaining(cloudwatch))
  })
})

describe('there is an alarm', () => {
  it.each(Object.keys(functions) as (keyof typeof functions)[])('for errors and throttles of %s', (name) => {
    const id = logicalIdOf(stack.functions[name])
    expect(watching('Errors', 'FunctionName', id)).toHaveLength(1)
    expect(watching('Throttles', 'FunctionName', id)).toHaveLength(1)
  })

  it.each(Object.keys(queues) as (keyof typeof queues)[])('for the oldest message of %s', (name) => {
    expect(
      watching('ApproximateAgeOfOldestMessage', 'QueueName', logicalIdOf(stack.queues[name])),
    ).toHaveLength(1)
  })

  it('for every queue of dead letters', () => {
    const alive = Object.values(stack.queues).map(logicalIdOf)
    const dead = Object.keys(resourcesOf(template, 'AWS::SQS::Queue')).filter((id) => !alive.includes(id))
    expect(dead.length).toBeGreaterThan(alive.length)
    for (const id of dead)
      expect(watching('ApproximateNumberOfMessagesVisible', 'QueueName', id)).toMatchObject([
        { Threshold: 1 },
      ])
  })

  it('for a stream that is behind and a clock that is silent', () => {
    expect(watching('IteratorAge', 'FunctionName', logicalIdOf(stack.functions['fan-out']))).toHaveLength(1)
    expect(watching('Invocations', 'FunctionName', logicalIdOf(stack.functions.clock))).toMatchObject([
      { TreatMissingData: 'breaching', ComparisonOperator: 'LessThanThreshold' },
    ])
  })

  it.each(['5xx', 'Reputation.BounceRate', 'Reputation.ComplaintRate', 'FailedInvocations'])(
    'for %s',
    (metric) => {
      expect(alarms.filter(({ MetricName }) => MetricName === metric)).toHaveLength(1)
    },
  )

  it('for mails that SES took and told nothing of', () => {
    const expressions = alarms.flatMap(({ Metrics = [] }) => Metrics).map(({ Expression }) => Expression)
    expect(expressions).toContain('IF(FILL(sent, 0) > 0 AND FILL(told, 0) < 1, 1, 0)')
  })

  it.each(programAlarms.map(({ metric }) => metric))('for %s, whichever function reports it', (metric) => {
    const watched = alarms
      .flatMap(({ Metrics = [] }) => Metrics)
      .filter(({ MetricStat }) => MetricStat?.Metric.MetricName === metric)
      .map(({ MetricStat }) => [MetricStat.Metric.Namespace, MetricStat.Metric.Dimensions[0].Value])
    expect(watched).toEqual(Object.keys(functions).map((service) => ['Tocsin', service]))
  })
})
