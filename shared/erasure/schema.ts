import * as z from 'zod'
import { idOf } from '../ids.ts'
import { email } from '../text.ts'

/** Who is to be forgotten. The address is asked for, because nothing knows it any more once its contact is removed. */
export const erasureInput = z
  .strictObject({ organizationId: idOf('organization'), contactId: idOf('contact'), email })
  .meta({ id: 'ErasureInput' })
export type ErasureInput = z.output<typeof erasureInput>
