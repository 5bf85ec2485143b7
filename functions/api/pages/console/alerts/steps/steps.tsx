import { may, mayOnceProved } from '../../../../../../shared/access/permit.ts'
import { InReview } from './approval.tsx'
import { Commenting, Draft } from './draft.tsx'
import { Held } from './held.tsx'
import { Issued } from './issued.tsx'
import { SecondLook } from './second-look.tsx'
import type { Steps as Offered } from './step.tsx'

/** What can be done with an alert as it stands, by whoever looks. */
export const Steps = (steps: Offered) => {
  const { alert, c } = steps
  const { actor } = c.var
  return (
    <>
      {alert.state === 'draft' && may(actor, 'alert.update') && <Draft {...steps} />}
      {alert.state === 'commenting' && may(actor, 'alert.ask-comments') && <Commenting {...steps} />}
      {alert.state === 'in-review' && mayOnceProved(actor, 'alert.approve') && <InReview {...steps} />}
      {alert.state === 'approved' && <Held {...steps} />}
      {alert.issues.length > 0 && <Issued {...steps} />}
      <SecondLook {...steps} />
    </>
  )
}
