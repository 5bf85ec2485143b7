import { fileURLToPath } from 'node:url'
import { Duration } from 'aws-cdk-lib'
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import {
  ApplicationLogLevel,
  Architecture,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda'
import { LogLevel, NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs'
import { Construct } from 'constructs'
import { type FunctionDefinition, type FunctionName, functions } from '../topology.ts'
import { bundle } from './bundle.ts'
import { mapRecord } from './by-name.ts'
import { environmentOf } from './environment.ts'
import { grantsOf } from './grants.ts'
import { createLogGroup } from './log-group.ts'
import type { Resources } from './resources.ts'

export type Functions = Readonly<Record<FunctionName, NodejsFunction>>

const fromRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

const bundling = {
  ...bundle,
  format: OutputFormat.ESM,
  mainFields: [...bundle.mainFields],
  bundleAwsSDK: true,
  externalModules: [],
  sourceMap: true,
  sourcesContent: false,
  logLevel: LogLevel.WARNING,
  tsconfig: fromRoot('tsconfig.json'),
}

const createFunction = (scope: Construct, name: FunctionName, resources: Resources) => {
  const definition: FunctionDefinition = functions[name]
  const logGroup = createLogGroup(scope, 'Logs', resources.settings.lasting)
  const role = new Role(scope, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })
  logGroup.grantWrite(role)
  for (const statement of grantsOf(definition, resources)) role.addToPolicy(statement)
  return new NodejsFunction(scope, 'Function', {
    description: definition.purpose,
    entry: fromRoot(`functions/${name}/lambda.ts`),
    depsLockFilePath: fromRoot('package-lock.json'),
    projectRoot: fromRoot(''),
    bundling,
    role,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    memorySize: definition.memory,
    timeout: Duration.seconds(definition.timeout),
    environment: environmentOf(name, resources),
    tracing: Tracing.ACTIVE,
    logGroup,
    loggingFormat: LoggingFormat.JSON,
    applicationLogLevelV2: ApplicationLogLevel.INFO,
    systemLogLevelV2: SystemLogLevel.WARN,
  })
}

/** The functions of the topology, each with a role and a log group of its own. */
export const createFunctions = (parent: Construct, resources: Resources): Functions => {
  const scope = new Construct(parent, 'Functions')
  return mapRecord(functions, (name) => createFunction(new Construct(scope, name), name, resources))
}
