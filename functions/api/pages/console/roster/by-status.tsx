import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import type { Env } from '../../../http/env.ts'
import type { Reader } from '../../../http/reader.ts'
import { Choice, type Option } from '../shell/fields.tsx'
import { filledWith } from '../shell/form.ts'
import { consolePage } from '../shell/frame.tsx'
import { Filters, Listed, NextPage } from '../shell/parts.tsx'

interface Shown {
  readonly title: string
  readonly status: string
  readonly options: readonly Option[]
  readonly items: readonly Child[]
  readonly next: string | undefined
  /** What is said where there is nobody. */
  readonly empty?: Child
  readonly reader: Reader
}

/** A list of those who stand somewhere with the alliance, and the choice of where. */
export const byStatus = (c: Context<Env>, { empty, ...shown }: Shown) => {
  const { title, status, options, items, next, reader } = shown
  const { words } = reader
  const { t } = words
  return consolePage(
    c,
    { title, here: '/console/roster' },
    <>
      <h1>{title}</h1>
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
      <p>
        <a href="/console/roster">{t('console.roster')}</a>
      </p>
    </>,
  )
}
