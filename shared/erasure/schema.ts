import * as z from 'zod'
import { idOf } from '../ids.ts'
import { email } from '../text.ts'

/** Who is to be forgotten. The address is asked for, because nothing knows it any more once its contact is removed. */
export const erasureInput = z
  .strictObject({
    organizationId: idOf('organization'),
    contactId: idOf('contact'),
    email,
    words: z.boolean().default(false).meta({
      description:
        'Whether what they wrote in the name of their organization goes too: comments on alerts and drafts, objections, reports from the field',
    }),
  })
  .meta({ id: 'ErasureInput' })
export type ErasureInput = z.output<typeof erasureInput>

/** Somebody who is being forgotten. */
export type Erased = Pick<ErasureInput, 'organizationId' | 'contactId' | 'words'>
