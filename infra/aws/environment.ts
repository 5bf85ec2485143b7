import { variable } from '../../shared/config.ts'
import { entriesOf } from './by-name.ts'
import type { Resources } from './resources.ts'

/** What `shared/config.ts` reads, and what Powertools names logs and metrics by. */
export const environmentOf = (service: string, resources: Resources): Record<string, string> => ({
  ...Object.fromEntries(
    entriesOf(resources.tables).map(([name, table]) => [variable(name, 'TABLE'), table.tableName]),
  ),
  ...Object.fromEntries(
    entriesOf(resources.queues).map(([name, queue]) => [variable(name, 'QUEUE_URL'), queue.queueUrl]),
  ),
  PUBLIC_URL: resources.publicUrl,
  ALLIANCE_NAME: resources.settings.alliance,
  MAIL_DOMAIN: resources.mail.domain,
  MAIL_FROM: resources.mail.from,
  DISCREET_FROM: `post@${resources.mail.domain}`,
  CONFIGURATION_SET: resources.mail.configurationSet.configurationSetName,
  ...(resources.settings.country && { COORDINATING_COUNTRY: resources.settings.country }),
  COORDINATORS: resources.settings.coordinators.join(' '),
  KEYS_SECRET_ARN: resources.signingKeys.secretArn,
  INBOUND_BUCKET: resources.inbound.bucketName,
  ATTACHMENTS_BUCKET: resources.attachments.bucketName,
  POWERTOOLS_SERVICE_NAME: service,
  POWERTOOLS_METRICS_NAMESPACE: 'Tocsin',
  NODE_OPTIONS: '--enable-source-maps',
})
