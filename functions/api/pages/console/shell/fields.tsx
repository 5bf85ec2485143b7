import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import type { Phrases } from '../../../../../shared/rendering/catalogue.ts'
import type { Env } from '../../../http/env.ts'
import { type Filled, faultsIn, fieldOf, valueIn, valuesOf } from './form.ts'
import { formToken } from './session.ts'

/** What every form carries: whose session it was shown in. */
export const Token = ({ c }: { c: Context<Env> }) => <input type="hidden" name="token" value={formToken(c)} />

/** What tells a form that is sent twice from one that is sent anew; it stays when the form comes back. */
export const Once = ({ form }: { form: Filled }) => (
  <input type="hidden" name="once" value={valueIn(form.typed, 'once') || randomUUID()} />
)

interface Named {
  readonly form: Filled
  readonly name: string
  readonly label: string
  readonly words: Phrases
  readonly hint?: string | undefined
}

const idOf = (name: string) => name.replaceAll('.', '-')

/** What was wrong with a field: that it was, in the reader's words, and what, in the schema's. */
export const Faults = ({ form, name, words }: Pick<Named, 'form' | 'name' | 'words'>) => {
  const found = faultsIn(form, name)
  if (found.length === 0) return null
  return (
    <p class="fault" id={`${idOf(name)}-fault`}>
      {words.t('console.look-again')}{' '}
      <span lang="en" dir="ltr">
        {[...new Set(found.map(({ detail }) => detail))].join('; ')}
      </span>
    </p>
  )
}

const described = ({ form, name, hint }: Named) => {
  const wrong = faultsIn(form, name).length > 0
  const by = [hint && `${idOf(name)}-hint`, wrong && `${idOf(name)}-fault`].filter(Boolean).join(' ')
  return { 'aria-describedby': by || undefined, 'aria-invalid': wrong ? ('true' as const) : undefined }
}

const Labelled = ({ children, ...named }: Named & { children: Child }) => (
  <div>
    <label for={idOf(named.name)}>{named.label}</label>
    {named.hint && (
      <p class="hint" id={`${idOf(named.name)}-hint`}>
        {named.hint}
      </p>
    )}
    {children}
    <Faults {...named} />
  </div>
)

interface Line extends Named {
  readonly type?: 'text' | 'email' | 'search' | 'number' | 'date' | 'time' | 'datetime-local' | 'url'
  readonly required?: boolean
  readonly maxlength?: number
  readonly list?: string
  readonly autocomplete?: string
  readonly inputmode?: 'numeric'
}

export const Line = ({
  type = 'text',
  required,
  maxlength,
  list,
  autocomplete,
  inputmode,
  ...named
}: Line) => (
  <Labelled {...named}>
    <input
      id={idOf(named.name)}
      name={named.name}
      type={type}
      value={valueIn(named.form.typed, named.name)}
      required={required}
      maxlength={maxlength}
      list={list}
      autocomplete={autocomplete}
      inputmode={inputmode}
      dir="auto"
      {...described(named)}
    />
  </Labelled>
)

interface Paragraphs extends Named {
  readonly rows?: number
  readonly required?: boolean
  readonly maxlength?: number
  readonly lang?: string | undefined
}

export const Paragraphs = ({ rows = 5, required, maxlength, lang, ...named }: Paragraphs) => (
  <Labelled {...named}>
    <textarea
      id={idOf(named.name)}
      name={named.name}
      rows={rows}
      required={required}
      maxlength={maxlength}
      lang={lang}
      dir="auto"
      {...described(named)}
    >
      {`\n${valueIn(named.form.typed, named.name)}`}
    </textarea>
  </Labelled>
)

export interface Option {
  readonly value: string
  readonly label: string
}

export interface OptionGroup {
  readonly label: string
  readonly options: readonly Option[]
}

interface Choice extends Named {
  readonly options: readonly (Option | OptionGroup)[]
  readonly required?: boolean
  readonly none?: string
  /** The id of its form, where it stands outside of it. */
  readonly of?: string | undefined
}

const Options = ({ options, chosen }: Pick<Choice, 'options'> & { chosen: string }) => (
  <>
    {options.map((option) =>
      'options' in option ? (
        <optgroup label={option.label}>
          <Options options={option.options} chosen={chosen} />
        </optgroup>
      ) : (
        <option value={option.value} selected={option.value === chosen}>
          {option.label}
        </option>
      ),
    )}
  </>
)

export const Choice = ({ options, required, none, of, ...named }: Choice) => (
  <Labelled {...named}>
    <select id={idOf(named.name)} name={named.name} form={of} required={required} {...described(named)}>
      {none !== undefined && <option value="">{none}</option>}
      <Options options={options} chosen={valueIn(named.form.typed, named.name)} />
    </select>
  </Labelled>
)

/** Any number of some, or, by radio buttons, one of them. */
export const Boxes = ({
  options,
  one = false,
  ...named
}: Named & { options: readonly Option[]; one?: boolean }) => (
  <fieldset aria-describedby={described(named)['aria-describedby']}>
    <legend>{named.label}</legend>
    {named.hint && (
      <p class="hint" id={`${idOf(named.name)}-hint`}>
        {named.hint}
      </p>
    )}
    <div class="checks">
      {options.map(({ value, label }) => (
        <label>
          <input
            type={one ? 'radio' : 'checkbox'}
            name={named.name}
            value={value}
            checked={valuesOf(named.form.typed, named.name).includes(value)}
          />
          <span dir="auto">{label}</span>
        </label>
      ))}
    </div>
    <Faults {...named} />
  </fieldset>
)

export const Tick = ({ form, name, label, words }: Named) => (
  <div class="checks">
    <label>
      <input type="checkbox" name={name} value="yes" checked={valueIn(form.typed, name) === 'yes'} />
      {label}
    </label>
    <Faults form={form} name={name} words={words} />
  </div>
)

const mostWays = 10

/** The way to each field that needs another look: on a phone it may be far down, or folded away. */
const WaysTo = ({ form }: { form: Filled }) => {
  const faults = new Map(form.faults.map((fault) => [fieldOf(fault), fault.detail]))
  faults.delete('')
  return faults.size === 0 ? null : (
    <ul class="small" lang="en" dir="ltr">
      {[...faults].slice(0, mostWays).map(([field, detail]) => (
        <li>
          <a href={`#${idOf(field)}-fault`}>{detail}</a>
        </li>
      ))}
    </ul>
  )
}

/** What a form says above itself when it was not done. */
export const Refusal = ({ form, words: { t } }: { form: Filled; words: Phrases }) => {
  if (!form.refusal && form.faults.length === 0) return null
  const { code, message } = form.refusal ?? { code: 'invalid', message: undefined }
  const said = { stale: 'console.stale', conflict: 'console.conflict', invalid: 'console.invalid' } as const
  return (
    <div class="notice bad" role="alert">
      <p>{t(code in said ? said[code as keyof typeof said] : 'console.refused')}</p>
      <WaysTo form={form} />
      {code !== 'invalid' && code !== 'stale' && (
        <p class="small" lang="en" dir="ltr">
          {message}
        </p>
      )}
      {form.faults
        .filter(({ pointer }) => pointer === '#' || pointer === '')
        .map(({ detail }) => (
          <p class="small" lang="en" dir="ltr">
            {detail}
          </p>
        ))}
    </div>
  )
}
