import type { Context } from 'hono'
import type { Board } from '../../../../../shared/advocacy/letters/board.ts'
import { readLetter } from '../../../../../shared/advocacy/letters/read.ts'
import { findSignature } from '../../../../../shared/advocacy/letters/repository.ts'
import { signatureInput } from '../../../../../shared/advocacy/letters/schema.ts'
import { signLetter, unsignLetter } from '../../../../../shared/advocacy/letters/sign.ts'
import { DomainError, type ErrorCode, staleVersion } from '../../../../../shared/errors.ts'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { isolated } from '../../layout.tsx'
import { parsed, valueIn } from '../shell/form.ts'
import { When } from '../shell/parts.tsx'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { readerOf } from '../shell/session.ts'
import { Grave, Turn } from '../shell/turn.tsx'
import { showLetter } from './page.tsx'

interface Signing {
  readonly c: Context<Env>
  readonly board: Board
  readonly reader: Reader
}

/** So many are named; their number is said of all. */
const named = 300

const Names = ({ title, names }: { title: string; names: readonly string[] }) => (
  <details open={names.length <= 30}>
    <summary>{title}</summary>
    <ul>
      {[...names]
        .sort((a, b) => a.localeCompare(b))
        .slice(0, named)
        .map((name) => (
          <li>
            <bdi>{name}</bdi>
          </li>
        ))}
    </ul>
  </details>
)

/** What the reader's own organization can do: sign the very text that is shown, or take that back. */
const Own = ({ c, board: { letter, own }, reader }: Signing) => {
  const { organization, contact, words } = reader
  const { t } = words
  const isOpen = letter.state === 'open' && Date.parse(letter.signBy) > c.var.deps.clock.now().getTime()
  const signs = contact?.role === 'signatory'
  const path = `/console/letters/${letter.id}/signature`
  if (own)
    return (
      <>
        <p>
          {t('letter.signed')} <When at={own.at} reader={reader} />
        </p>
        {isOpen && signs && <Grave c={c} action={`${path}/withdrawal`} words={t('letter.unsign')} />}
      </>
    )
  if (!isOpen || organization?.relation !== 'member') return null
  if (!signs) return <p class="hint">{t('letter.only-signatory')}</p>
  return (
    <Turn
      c={c}
      action={path}
      words={t('letter.sign', { organization: isolated(organization.name) })}
      carries={{ digest: letter.digest }}
    >
      <p class="hint">{t('letter.sign.hint')}</p>
    </Turn>
  )
}

/** Who has signed, and, for those who wrote it, who has not. */
export const Signatures = (signing: Signing) => {
  const { board, reader } = signing
  const { t } = reader.words
  const { signers, silent, letter } = board
  const count = ({ length }: readonly string[]) => ({ count: String(length) })
  return (
    <section class="sheet">
      <h2>{t('letter.signatures')}</h2>
      <Own {...signing} />
      <Names title={t('letter.signers', count(signers))} names={signers} />
      {silent && (letter.state === 'open' || letter.state === 'draft') && (
        <Names title={t('letter.silent', count(silent))} names={silent} />
      )}
    </section>
  )
}

const orThrow = (error: unknown, code: ErrorCode) => {
  if (!(error instanceof DomainError) || error.code !== code) throw error
}

/** To sign what one has signed, word for word, is to have signed it; a text that was changed is read again first. */
const sign = async ({ var: { deps, actor } }: Context<Env>, id: string, digest: string) => {
  try {
    await signLetter(deps, actor, { id, digest })
  } catch (error) {
    if (error instanceof DomainError && error.code === 'invalid') throw staleVersion('letter')
    orThrow(error, 'conflict')
    const own = actor.kind === 'person' && (await findSignature(deps.store, id, actor.organizationId))
    if (!own || own.digest !== digest) throw error
  }
}

export const signatureFromForm = posted((c) => ({
  act: async (typed) => {
    const id = idIn(c, 'letter')
    await sign(c, id, parsed(signatureInput, { digest: valueIn(typed, 'digest') }).digest)
    return `/console/letters/${id}?done=signed`
  },
  again: (form, status) => showLetter(c, form, status),
}))

/** What was taken back already is taken back; a letter that is not the reader's to know of stays unknown. */
export const unsigningFromForm = posted((c) => ({
  act: async () => {
    const id = idIn(c, 'letter')
    const { deps, actor } = c.var
    try {
      await unsignLetter(deps, actor, id)
    } catch (error) {
      orThrow(error, 'not-found')
      const { contact } = await readerOf(c)
      if (contact?.role !== 'signatory') throw error
      await readLetter(deps, actor, id)
    }
    return `/console/letters/${id}?done=saved`
  },
  again: (form, status) => showLetter(c, form, status),
}))
