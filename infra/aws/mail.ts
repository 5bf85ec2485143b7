import { Stack } from 'aws-cdk-lib'
import { EventBus } from 'aws-cdk-lib/aws-events'
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  DkimIdentity,
  EasyDkimSigningKeyLength,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  MailFromBehaviorOnMxFailure,
} from 'aws-cdk-lib/aws-ses'
import { Construct } from 'constructs'

export type OutgoingMail = ReturnType<typeof createMail>

/** What SES tells us about each mail. Opens and clicks are not among it: that would track people in danger. */
const mailEvents = [
  EmailSendingEvent.SEND,
  EmailSendingEvent.DELIVERY,
  EmailSendingEvent.BOUNCE,
  EmailSendingEvent.COMPLAINT,
  EmailSendingEvent.REJECT,
  EmailSendingEvent.DELIVERY_DELAY,
  EmailSendingEvent.RENDERING_FAILURE,
]

/** The sending side of SES: who we are, and what is told about what we send. */
export const createMail = (parent: Construct, domain: string) => {
  const scope = new Construct(parent, 'Mail')
  const configurationSet = new ConfigurationSet(scope, 'ConfigurationSet', {
    // TLS wherever the other side has it. To require it would lose a warning to an old server.
    tlsPolicy: ConfigurationSetTlsPolicy.OPTIONAL,
    reputationMetrics: true,
    // Suppression is ours alone: kept per address, seen and lifted by coordinators. A second, invisible
    // list in the account would go on swallowing warnings to an address that has been put right.
    disableSuppressionList: true,
  })
  configurationSet.addEventDestination('Events', {
    destination: EventDestination.eventBus(EventBus.fromEventBusName(scope, 'DefaultBus', 'default')),
    events: mailEvents,
  })
  const identity = new EmailIdentity(scope, 'Identity', {
    identity: Identity.domain(domain),
    configurationSet,
    dkimIdentity: DkimIdentity.easyDkim(EasyDkimSigningKeyLength.RSA_2048_BIT),
    mailFromDomain: `bounce.${domain}`,
    // A mistake in the DNS must not stop a warning.
    mailFromBehaviorOnMxFailure: MailFromBehaviorOnMxFailure.USE_DEFAULT_VALUE,
    // Bounces come as events; copies by mail would carry addresses around.
    feedbackForwarding: false,
  })
  const configurationSetArn = Stack.of(parent).formatArn({
    service: 'ses',
    resource: 'configuration-set',
    resourceName: configurationSet.configurationSetName,
  })
  return { domain, from: `alerts@${domain}`, configurationSet, configurationSetArn, identity }
}
