import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App, type CfnElement, Stack } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import type { IConstruct } from 'constructs'
import { readSettings } from '../../infra/aws/settings.ts'
import { TocsinStack } from '../../infra/aws/stack.ts'

const cdkJson = JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8'))

/** Nothing is bundled: the template is the same, but for the hashes of the code. */
const unbundled = { 'aws:cdk:bundling-stacks': [] }

const outdir = mkdtempSync(join(tmpdir(), 'tocsin-aws-'))
process.once('exit', () => rmSync(outdir, { recursive: true }))

/** A prod that lacks nothing, so that nothing is warned of. */
export const prod = { env: 'prod', alarmEmail: 'duty@example.org', coordinators: 'a@example.org' }

export const appWith = (context: Readonly<Record<string, unknown>> = {}) =>
  new App({
    outdir: mkdtempSync(join(outdir, 'out-')),
    context: { ...cdkJson.context, ...unbundled, ...context },
  })

export const synthesize = (context: Readonly<Record<string, unknown>> = {}) => {
  const app = appWith(context)
  const stack = new TocsinStack(app, readSettings(app.node))
  return { app, stack, template: Template.fromStack(stack) }
}

export interface Resource {
  readonly Type: string
  // biome-ignore lint/suspicious/noExplicitAny: a template has as many shapes as AWS has resources.
  readonly Properties: any
  readonly DeletionPolicy?: string
}

export const resourcesOf = (template: Template, type: string) =>
  template.findResources(type) as Readonly<Record<string, Resource>>

export const logicalIdOf = (construct: IConstruct) =>
  Stack.of(construct).getLogicalId(construct.node.defaultChild as CfnElement)

export const resourceOf = (template: Template, construct: IConstruct): Resource =>
  template.toJSON().Resources[logicalIdOf(construct)]
