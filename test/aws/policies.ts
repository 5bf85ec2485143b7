import type { Template } from 'aws-cdk-lib/assertions'
import type { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs'
import { logicalIdOf, resourcesOf } from './synthesize.ts'

interface Statement {
  readonly Effect: 'Allow' | 'Deny'
  readonly Action: string | string[]
  readonly Resource: unknown
  readonly Condition?: unknown
}

const asList = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value])

/** `{"Fn::GetAtt":["X","Arn"]}` as `X.Arn`, joined parts as one text. */
const spell = (value: unknown): string => {
  if (typeof value === 'string') return value
  const { Ref, ...functions } = value as {
    Ref?: string
    'Fn::GetAtt'?: string[]
    'Fn::Join'?: [string, unknown[]]
  }
  if (Ref) return Ref
  if (functions['Fn::GetAtt']) return functions['Fn::GetAtt'].join('.')
  if (functions['Fn::Join']) return functions['Fn::Join'][1].map(spell).join(functions['Fn::Join'][0])
  throw new Error(`A policy names a resource in a way not known here: ${JSON.stringify(value)}`)
}

export const statementsOf = (template: Template, { role }: NodejsFunction): Statement[] =>
  Object.values(resourcesOf(template, 'AWS::IAM::Policy'))
    .filter(({ Properties }) =>
      Properties.Roles.some(({ Ref }: { Ref: string }) => Ref === logicalIdOf(role!)),
    )
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)

/** Everything a function may do, as sorted lines `action resource`. */
export const permissionsOf = (template: Template, made: NodejsFunction): string[] =>
  statementsOf(template, made)
    .flatMap(({ Effect, Action, Resource }) => {
      if (Effect !== 'Allow') throw new Error('A role is denied something: least privilege needs no denial')
      return asList(Action).flatMap((action) => asList(Resource).map((each) => `${action} ${spell(each)}`))
    })
    .sort()
