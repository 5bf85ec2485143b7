import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import { grantKinds } from '../../../../../../shared/access/actor.ts'
import { mayOnceProved } from '../../../../../../shared/access/permit.ts'
import type { Grant } from '../../../../../../shared/identity/grants.ts'
import { motionsOpenTo } from '../../../../../../shared/identity/motions/effects.ts'
import type { Motion } from '../../../../../../shared/identity/motions/repository.ts'
import type { Contact, Organization } from '../../../../../../shared/organizations/schema.ts'
import type { Env } from '../../../../http/env.ts'
import type { Reader } from '../../../../http/reader.ts'
import { GrantLine } from '../../rights/grant.tsx'
import { MotionLine, NewMotion } from '../../rights/motion.tsx'
import { isReader } from '../../rights/own.ts'
import type { Filled } from '../../shell/form.ts'
import { Turn } from '../../shell/turn.tsx'
import { contactPath, namedIn } from './named.ts'

interface Shown {
  readonly c: Context<Env>
  readonly organization: Organization
  readonly contact: Contact
  readonly grants: readonly Grant[]
  readonly motions: readonly Motion[]
  readonly form: Filled | undefined
  readonly reader: Reader
}

/** For what somebody could be proposed: a person of a member, and what they do not have yet. */
const open = ({ organization, contact, grants }: Shown) =>
  organization.relation === 'member' && !organization.status && contact.kind === 'person'
    ? grantKinds.filter((kind) => !grants.some((grant) => grant.kind === kind))
    : []

const Propose = (shown: Shown) => {
  const { c, reader } = shown
  return (
    <div class="acts">
      {open(shown).map((kind) => (
        <Turn
          c={c}
          action={`${contactPath(namedIn(c))}/grants/${kind}`}
          words={reader.words.t(`console.grant.propose.${kind}`)}
          look="quiet"
          carries={{ once: randomUUID() }}
        />
      ))}
    </div>
  )
}

/** What somebody may do by grant, and what coordinators want done about it. */
export const Rights = (shown: Shown) => {
  const { c, contact, grants, motions, form, reader } = shown
  const kinds = motionsOpenTo(grants)
  return (
    <section class="sheet">
      <h2>{reader.words.t('console.rights')}</h2>
      <ul class="rows">
        {grants.map((grant) => (
          <li>
            <GrantLine c={c} grant={grant} reader={reader} />
          </li>
        ))}
        {motions.map((motion) => (
          <li>
            <MotionLine c={c} motion={motion} reader={reader} />
          </li>
        ))}
      </ul>
      {mayOnceProved(c.var.actor, 'grant.propose') && <Propose {...shown} />}
      {kinds.length > 0 && !isReader(c, contact.id) && mayOnceProved(c.var.actor, 'motion.put') && (
        <NewMotion c={c} at={contactPath(namedIn(c))} kinds={kinds} form={form} reader={reader} />
      )}
    </section>
  )
}
