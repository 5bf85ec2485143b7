import type { Context } from 'hono'
import { may } from '../../../../../shared/access/permit.ts'
import type { Phrases } from '../../../../../shared/rendering/catalogue.ts'
import type { Env } from '../../../http/env.ts'

/** For coordinators, beside the answers to something: the way to put down one that came by no link. */
export const ToldLink = ({ c, subject, words }: { c: Context<Env>; subject: string; words: Phrases }) =>
  may(c.var.actor, 'reply.change') ? (
    <p>
      <a href={`/console/told/${subject}`}>{words.t('inbox.told')}</a>
    </p>
  ) : null
