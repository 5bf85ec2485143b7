import type { Template } from 'aws-cdk-lib/assertions'
import { resourcesOf } from './synthesize.ts'

/** By table's logical id, by index: what it is made of, as one text. */
export type Indexes = Readonly<Record<string, Readonly<Record<string, string>>>>

interface IndexProperties {
  readonly IndexName: string
  readonly KeySchema: readonly { readonly AttributeName: string }[]
  readonly Projection: { readonly ProjectionType: string }
}

export const indexesOf = (template: Template): Indexes =>
  Object.fromEntries(
    Object.entries(resourcesOf(template, 'AWS::DynamoDB::Table')).map(([id, { Properties }]) => [
      id,
      Object.fromEntries(
        (Properties.GlobalSecondaryIndexes ?? []).map(
          ({ IndexName, KeySchema, Projection }: IndexProperties) => [
            IndexName,
            [...KeySchema.map(({ AttributeName }) => AttributeName), Projection.ProjectionType].join(' '),
          ],
        ),
      ),
    ]),
  )

/** What a deployment would do to each deployed table's indexes. A changed index is one removed and one made. */
export const stepsBetween = (deployed: Indexes, wanted: Indexes): Record<string, string[]> => {
  const steps = Object.entries(deployed).map(([table, before]): [string, string[]] => {
    const after = wanted[table]
    if (!after) return [table, ['the table is gone', 'and with it all it held']]
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    const changed = names.filter((name) => before[name] !== after[name])
    return [
      table,
      changed.flatMap((name) => [
        ...(before[name] ? [`remove ${name} (${before[name]})`] : []),
        ...(after[name] ? [`make ${name} (${after[name]})`] : []),
      ]),
    ]
  })
  return Object.fromEntries(steps.filter(([, each]) => each.length > 0))
}

export const advice = `DynamoDB makes or removes one index of a table in one deployment.
- More than one step for a table? Keep one of them, deploy it, write the new state into test/aws/indexes.json,
  and only then take the next. An index whose keys change is removed in one deployment and made in the next.
- A table gone? Its construct was renamed or moved: CloudFormation would make an empty table in its place.
- A new table? Nothing is deployed yet, so it may have any indexes: add it to test/aws/indexes.json.`
