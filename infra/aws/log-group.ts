import { RemovalPolicy } from 'aws-cdk-lib'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'

/** Logs carry ids and route templates only, and still they go: what must last is in `events` and `audit`. */
export const createLogGroup = (scope: Construct, id: string, lasting: boolean) =>
  new LogGroup(scope, id, {
    retention: lasting ? RetentionDays.THREE_MONTHS : RetentionDays.ONE_WEEK,
    removalPolicy: lasting ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  })
