import type { Alert } from '../schema.ts'

type Text = Alert['content']['texts'][number]

/** A text without the names of those through whose hands it went: they are the alliance's to know. */
export const withoutHands = ({ translatedBy, reviewedBy, ...text }: Text): Text => text
