import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { Choice, type Option } from './fields.tsx'
import { filledWith } from './form.ts'
import { consolePage, type Head } from './frame.tsx'
import { Done, Filters, Listed, NextPage } from './parts.tsx'

interface Shown {
  readonly title: string
  readonly status: string
  readonly options: readonly Option[]
  readonly items: readonly Child[]
  readonly next: string | undefined
  /** What is said where there is nothing. */
  readonly empty?: Child
  readonly here: Head['here']
  /** The way back to where it belongs. */
  readonly back?: Child
  readonly reader: Reader
}

/** A list of what stands somewhere, and the choice of where. */
export const byStatus = (c: Context<Env>, { empty, ...shown }: Shown) => {
  const { title, status, options, items, next, here, back, reader } = shown
  const { words } = reader
  const { t } = words
  return consolePage(
    c,
    { title, here },
    <>
      <h1>{title}</h1>
      <Done said={c.req.query('done')} words={words} />
      <Filters words={words}>
        <Choice
          form={filledWith({ status: [status] })}
          words={words}
          name="status"
          label={t('console.state')}
          options={options}
        />
      </Filters>
      <Listed
        title={options.find(({ value }) => value === status)?.label ?? title}
        items={items}
        empty={empty ?? t('console.nothing')}
        more={<NextPage href={next} words={words} />}
      />
      {back && <p>{back}</p>}
    </>,
  )
}
