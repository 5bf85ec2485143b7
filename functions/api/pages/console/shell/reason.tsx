import * as z from 'zod'
import type { Phrases } from '../../../../../shared/rendering/catalogue.ts'
import { Paragraphs } from './fields.tsx'
import { type Filled, filled, givenIn, parsed, type Typed } from './form.ts'

/** Where several stand on one page, each has a field of its own. */
const nameOf = (step: string | undefined) => (step ? `${step}.reason` : 'reason')

interface Reason {
  readonly step?: string
  readonly form: Filled
  readonly words: Phrases
  readonly optional?: boolean
}

/** Why somebody does what they are about to do. */
export const Reason = ({ step, form, words, optional = false }: Reason) => (
  <Paragraphs
    form={form}
    words={words}
    name={nameOf(step)}
    label={
      optional ? `${words.t('meeting.reason')} (${words.t('page.optional')})` : words.t('meeting.reason')
    }
    rows={3}
    maxlength={2000}
    required={!optional}
  />
)

/** Whether the reason of this step has been typed: then its part of the page stays open. */
export const isSaid = ({ typed }: Filled, step?: string) => typed[nameOf(step)] !== undefined

/** What was said of one step, by the schema that the API holds its body to. */
export const saidIn = <S extends z.ZodType>(typed: Typed, step: string, schema: S): z.output<S> =>
  parsed(z.record(z.string(), schema), { [step]: filled({ reason: givenIn(typed, nameOf(step)) }) })[step]!
