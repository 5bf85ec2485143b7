import type { Reader } from '../../../../http/reader.ts'
import type { Filled } from '../../shell/form.ts'

/** What every part of the form of an alert is made of. */
export interface Part {
  readonly form: Filled
  readonly reader: Reader
}
