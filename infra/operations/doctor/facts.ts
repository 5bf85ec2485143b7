/** What can be found out of an installation. A kind of it lacks what there is nothing of: no SES, no disk. */
export interface Facts {
  settings: {
    readonly alliance: string
    readonly publicUrl: string
    readonly mailDomain: string
    readonly mailFrom: string
    readonly configuredCoordinators: number
    /** Whether mail leaves for real people's mailboxes. */
    readonly mailsPeople: boolean
  }
  keys: {
    readonly current: string
    readonly ids: readonly string[]
    /** Key ids in whose place something stands that no key can be. */
    readonly placeholders: readonly string[]
    /** Whether others of this machine can read them. */
    readonly openToOthers: boolean
  }
  coordinators: { readonly confirmed: number; readonly bootstrapped: boolean }
  tables: readonly {
    readonly name: string
    readonly status: 'missing' | 'active' | 'busy'
    readonly expires: boolean
    /** Whether it has the stream that it should have, or rightly none. */
    readonly streams: boolean
    /** Whether it can be put back to any minute; unknown where the engine has no such thing. */
    readonly recoverable: boolean | undefined
  }[]
  queues: readonly { readonly name: string; readonly oldestSeconds: number; readonly atMostSeconds: number }[]
  deadLetters: readonly { readonly source: string; readonly count: number }[]
  agenda: { readonly overdueSeconds: number }
  feedback: {
    readonly sentLast24Hours: number
    /** Seconds since SES last told of a mail that it took; nothing where it never has. */
    readonly silentSeconds: number | undefined
  }
  clock: {
    /** Seconds that this clock is ahead of the one that was asked; nothing where none answers. */
    readonly aheadSeconds: number | undefined
    readonly asked: string
    /** Seconds by which the newest event lies in the future. */
    readonly eventsAheadSeconds: number
  }
  disk: { readonly freeBytes: number; readonly totalBytes: number }
  mailServer: { readonly refusal: string | undefined }
  dns: { readonly spf: boolean | undefined; readonly dmarc: boolean | undefined }
  account: {
    readonly inProduction: boolean
    readonly isSending: boolean
    readonly enforcement: string
    readonly per24Hours: number
    readonly sentLast24Hours: number
  }
  identity: {
    readonly isVerified: boolean
    readonly dkim: string
    readonly mailFrom: string
  }
  wiring: {
    /** Events that nobody is told of. */
    readonly missingEvents: readonly string[]
    readonly destinationEnabled: boolean
    readonly ruleEnabled: boolean
    readonly ruleHasTarget: boolean
  }
  receiving: { readonly active: string | undefined; readonly wanted: string }
  bell: { readonly confirmed: number; readonly pending: number }
  alarms: readonly { readonly name: string; readonly words: string }[]
  functions: readonly { readonly name: string; readonly fault: string | undefined }[]
}

export type FactName = keyof Facts

/** How to find out each; one that throws could not be found out. */
export type Probes = { readonly [Name in FactName]?: () => Promise<Facts[Name]> }
