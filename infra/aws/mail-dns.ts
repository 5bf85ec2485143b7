import { Aws, CfnOutput } from 'aws-cdk-lib'
import { CfnRecordSet } from 'aws-cdk-lib/aws-route53'
import { Construct } from 'constructs'
import type { OutgoingMail } from './mail.ts'
import type { Settings } from './settings.ts'

interface DnsRecord {
  readonly id: string
  readonly name: string
  readonly type: 'CNAME' | 'MX' | 'TXT'
  readonly value: string
}

/** What the DNS of the mail domain must say for mail to leave, to be believed and to come back. */
const recordsOf = ({ domain, identity }: OutgoingMail): DnsRecord[] => [
  ...identity.dkimRecords.map(({ name, value }, at) => ({
    id: `Dkim${at + 1}`,
    name,
    type: 'CNAME' as const,
    value,
  })),
  { id: 'Inbound', name: domain, type: 'MX', value: `10 inbound-smtp.${Aws.REGION}.amazonaws.com` },
  {
    id: 'Bounces',
    name: `bounce.${domain}`,
    type: 'MX',
    value: `10 feedback-smtp.${Aws.REGION}.amazonses.com`,
  },
  { id: 'Spf', name: `bounce.${domain}`, type: 'TXT', value: '"v=spf1 include:amazonses.com ~all"' },
  // Quarantine, not reject: a contact that is a mailing list may break the signature of a true warning.
  { id: 'Dmarc', name: `_dmarc.${domain}`, type: 'TXT', value: '"v=DMARC1; p=quarantine; adkim=s; aspf=r"' },
]

/** Writes the records into the hosted zone, or, where the DNS is elsewhere, prints them. */
export const publishMailDns = (parent: Construct, mail: OutgoingMail, zone: Settings['hostedZone']) => {
  const scope = new Construct(parent, 'Dns')
  for (const { id, name, type, value } of recordsOf(mail))
    if (zone)
      new CfnRecordSet(scope, id, { hostedZoneId: zone, name, type, ttl: '1800', resourceRecords: [value] })
    else new CfnOutput(parent, `Dns${id}`, { value: `${name} ${type} ${value}` })
}
