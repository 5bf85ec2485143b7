import { may, mayOnceProved } from '../../../../../../shared/access/permit.ts'
import { InReview } from './approval.tsx'
import { Commenting, Draft } from './draft.tsx'
import { Held } from './held.tsx'
import { Issued } from './issued.tsx'
import { SecondLook } from './second-look.tsx'
import type { Steps as Offered } from './step.tsx'

/** What is being written is decided on where it is read. */
const Written = (steps: Offered) => {
  const { alert, c } = steps
  const { actor } = c.var
  if (alert.state === 'draft') return may(actor, 'alert.update') ? <Draft {...steps} /> : null
  if (alert.state === 'commenting') return may(actor, 'alert.ask-comments') ? <Commenting {...steps} /> : null
  if (alert.state === 'in-review')
    return mayOnceProved(actor, 'alert.approve') ? <InReview {...steps} /> : null
  return alert.state === 'approved' ? <Held {...steps} /> : null
}

/** What can be done with an alert as it stands, by whoever looks. */
export const Steps = (steps: Offered) => {
  const { alert, watching = false } = steps
  return (
    <>
      {!watching && <Written {...steps} />}
      {alert.issues.length > 0 && <Issued {...steps} />}
      <SecondLook {...steps} />
    </>
  )
}
