import * as z from 'zod'
import { text } from '../../text.ts'

/** Why an organization is kept from everything; coordinators read it. */
export const suspensionInput = z.strictObject({ reason: text(2000) }).meta({ id: 'Suspension' })

/** Why an organization leaves, where it says so. */
export const departureInput = z.strictObject({ reason: text(2000).optional() }).meta({ id: 'Departure' })
