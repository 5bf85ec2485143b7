import { Stack } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { acknowledge } from './acknowledged.ts'
import { createAlarms } from './alarms/create.ts'
import { createAttachmentsBucket } from './attachments-bucket.ts'
import { createDataKey } from './data-key.ts'
import { createFunctions, type Functions } from './functions.ts'
import { createHttpApi } from './http-api.ts'
import { createInboundBucket } from './inbound-bucket.ts'
import { createMail } from './mail.ts'
import { publishMailDns } from './mail-dns.ts'
import { routeMailEvents } from './mail-feedback.ts'
import { tellNames } from './outputs.ts'
import { createQueues, type Queues } from './queues.ts'
import type { Resources } from './resources.ts'
import type { Settings } from './settings.ts'
import { createSigningKeys } from './signing-keys.ts'
import { createTables, type Tables } from './tables.ts'
import { attachTriggers } from './triggers/attach.ts'
import { warnOfWhatIsMissing } from './warnings.ts'

/** One installation. Tables, queues and functions are the topology's; the rest is what AWS needs around them. */
export class TocsinStack extends Stack {
  readonly tables: Tables
  readonly queues: Queues
  readonly functions: Functions

  constructor(parent: Construct, settings: Settings) {
    super(parent, `tocsin-${settings.environment}`, {
      description: 'Tocsin: early-warning alerts, coalitions and meetings of an alliance against genocide',
      terminationProtection: settings.lasting,
    })
    const key = createDataKey(this, settings.lasting)
    const { queues, deadLetters } = createQueues(this, key)
    const mail = createMail(this, settings.domain)
    const { api, publicUrl } = createHttpApi(this, settings)
    const resources: Resources = {
      settings,
      key,
      tables: createTables(this, key, settings.lasting),
      queues,
      mail,
      inbound: createInboundBucket(this, key, settings.lasting),
      attachments: createAttachmentsBucket(this, { key, lasting: settings.lasting, publicUrl }),
      signingKeys: createSigningKeys(this, key, settings.lasting),
      publicUrl,
    }
    const functions = createFunctions(this, resources)
    const buried = attachTriggers(this, functions, { resources, api })
    const feedback = routeMailEvents(this, mail, queues['mail-events'])
    publishMailDns(this, mail, settings.hostedZone)
    createAlarms(this, {
      email: settings.alarmEmail,
      lasting: settings.lasting,
      watched: { functions, queues, deadLetters: { ...deadLetters, ...buried }, api, feedback },
    })
    tellNames(this, { resources, functions, deadLetters: { ...deadLetters, ...buried }, feedback })
    warnOfWhatIsMissing(this, settings)
    acknowledge({ resources, functions, api, buried })
    this.tables = resources.tables
    this.queues = queues
    this.functions = functions
  }
}
