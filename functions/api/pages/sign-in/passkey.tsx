import type * as z from 'zod'
import { wrongFactor } from '../../../../shared/identity/errors.ts'
import type { Phrases } from '../../../../shared/rendering/catalogue.ts'

interface Part {
  readonly words: Phrases
  /** The field of the form in which the passkey's answer goes. */
  readonly name: string
  /** Whether a new one is made, or one there is answers. */
  readonly makes?: boolean
}

/** The part of a form that a passkey fills in; it needs the script at `passkeyScriptPath`. */
export const Passkey = ({ words: { t }, name, makes = false }: Part) => (
  <div
    data-passkey={makes ? '/v1/me/factors/passkeys/options' : '/v1/me/factors/proof/options'}
    data-makes={makes ? 'yes' : undefined}
  >
    <input type="hidden" name={name} />
    <p data-lacks>{t('factors.passkey-lacks')}</p>
    <p class="notice bad" role="alert" hidden data-failed>
      {t('factors.passkey-failed')}
    </p>
    <button type="button" hidden>
      {t(makes ? 'factors.passkey-register' : 'factors.passkey-prove')}
    </button>
  </div>
)

/** What a passkey answered, as the field of a form brought it. */
export const answeredIn = <S extends z.ZodType>(schema: S, text: string): z.output<S> => {
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    throw wrongFactor('passkey')
  }
}
