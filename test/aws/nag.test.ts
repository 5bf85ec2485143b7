import { Validations } from 'aws-cdk-lib'
import { Bucket } from 'aws-cdk-lib/aws-s3'
import { AwsSolutionsChecks } from 'cdk-nag'
import { expect, it } from 'vitest'
import { prod, synthesize } from './synthesize.ts'

const everything = {
  publicUrl: 'https://tocsin.example.org',
  certificate: 'arn:aws:acm:eu-west-1:111122223333:certificate/1',
  hostedZone: 'Z0123456789ABC',
}

const { app } = synthesize()

const acknowledgements = app.node
  .findAll()
  .flatMap(({ node }) => node.metadata)
  .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
  .flatMap(({ data }) => Object.entries(data as Record<string, string>))

it.each([
  ['dev', {}],
  ['prod', prod],
  ['prod with every option', { ...prod, ...everything }],
])('%s breaks no rule of AWS Solutions that is not acknowledged', (_, context) => {
  const { app } = synthesize(context)
  const { violations } = new AwsSolutionsChecks(app).validateScope(app)
  expect(violations.map((each) => [each.ruleName, each.violatingResources])).toEqual([])
})

it('would be told of a rule that is broken', () => {
  const { app, stack } = synthesize()
  new Bucket(stack, 'Open')
  const { violations } = new AwsSolutionsChecks(app).validateScope(app)
  expect(violations.map(({ ruleName }) => ruleName)).toContain('AwsSolutions-S1')
})

it('acknowledges what it stands by in words', () => {
  expect(acknowledgements.length).toBeGreaterThan(5)
  for (const [, reason] of acknowledgements) expect(reason).toMatch(/^\w.{50,}\.$/)
})
