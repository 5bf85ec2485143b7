export type OrganizationClass = 'ngo' | 'un' | 'regional-body' | 'government' | 'court' | 'media'

/** One contact as a mail needs to know it, read afresh when the mail is rendered. */
export interface Recipient {
  readonly contactId: string
  readonly organizationId: string
  readonly organizationName: string
  readonly organizationClass: OrganizationClass
  readonly relation: 'member' | 'authority'
  readonly address: string
  readonly name?: string | undefined
  /** BCP 47, best first. */
  readonly languages: readonly string[]
  /** IANA */
  readonly timeZone: string
  readonly discreet: boolean
  readonly role: string
  readonly epoch: number
  /** Whether nothing that this mail follows has reached them. */
  readonly hearsFirst?: boolean
}
