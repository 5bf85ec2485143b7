import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import { permit } from '../../../../../shared/access/permit.ts'
import type { AttachedFile } from '../../../../../shared/attachments/schema.ts'
import { addItem, changeItem } from '../../../../../shared/library/keep.ts'
import { itemChange, itemInput, mostFiles } from '../../../../../shared/library/schema.ts'
import { readItem } from '../../../../../shared/library/search.ts'
import type { Env } from '../../../http/env.ts'
import { onceUnder } from '../../../http/idempotency.ts'
import type { Reader } from '../../../http/reader.ts'
import { Boxes, Choice, Line, Once, Paragraphs, Refusal, Token } from '../shell/fields.tsx'
import { FileFields, filesIn } from '../shell/file.tsx'
import { type Filled, filled, filledWith, givenIn, parsed, type Typed, versionIn } from '../shell/form.ts'
import { consolePage, type Status } from '../shell/frame.tsx'
import { InLanguage } from '../shell/in-language.tsx'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { countOf, requireRows } from '../shell/rows.ts'
import { readerOf } from '../shell/session.ts'
import { audienceOptions, kindOptions } from './choices.ts'
import { closedUp, contentIn, furtherIn, typedOf } from './input.ts'

interface Field {
  readonly form: Filled
  readonly words: Reader['words']
}

const Text = ({ at, ...field }: Field & { at: number }) => {
  const { t } = field.words
  return (
    <InLanguage
      {...field}
      at={at}
      fields={(name, lang) => (
        <>
          <Line {...field} name={name('title')} label={t('console.title')} maxlength={200} />
          <Paragraphs
            {...field}
            {...{ lang, rows: 4, maxlength: 1000 }}
            name={name('abstract')}
            label={t('console.library.abstract')}
          />
        </>
      )}
    />
  )
}

const About = (field: Field) => {
  const { words } = field
  const { t } = words
  return (
    <>
      <div class="few">
        <Line {...field} name="author" label={t('console.library.author')} maxlength={200} />
        <Line {...field} name="year" type="number" label={t('console.library.year')} />
        <Line
          {...field}
          name="licence"
          label={t('console.library.licence')}
          hint={t('console.library.licence.hint')}
          maxlength={60}
          required
        />
        <Line
          {...field}
          name="languages"
          label={t('console.library.languages')}
          hint={t('console.library.languages.hint')}
          required
        />
      </div>
      <Paragraphs
        {...field}
        name="subjects"
        label={t('console.library.subjects')}
        hint={t('console.one-a-line')}
        rows={3}
        maxlength={400}
      />
      <Boxes
        {...field}
        name="audiences"
        label={t('console.library.audiences')}
        options={audienceOptions(words)}
      />
      <Boxes
        {...field}
        one
        name="visibility"
        label={t('console.scope')}
        options={(['members', 'public'] as const).map((value) => ({
          value,
          label: t(`console.post.to.${value}`),
        }))}
      />
    </>
  )
}

interface Page {
  readonly title: string
  readonly form: Filled
  readonly carried: readonly AttachedFile[]
  readonly beginning?: Child
  readonly status: Status
}

const page = async (c: Context<Env>, { title, form, carried, beginning, status }: Page) => {
  permit(c.var.actor, 'library.keep')
  const { words } = await readerOf(c)
  const { t } = words
  const field = { form, words }
  return consolePage(
    c,
    { title, here: '/console/library', status },
    <>
      <h1>{title}</h1>
      <form class="sheet" method="post" enctype="multipart/form-data">
        <Token c={c} />
        <Once form={form} />
        {beginning}
        <Refusal {...field} />
        <Choice {...field} name="kind" label={t('library.kinds')} options={kindOptions(words)} />
        <div class="side">
          {Array.from({ length: Math.min(6, countOf(form.typed, 'texts') + 1) }, (_, at) => (
            <Text {...field} at={at} />
          ))}
        </div>
        <Line
          {...field}
          name="url"
          type="url"
          label={t('console.web')}
          hint={t('console.library.url.hint')}
        />
        <FileFields {...field} carried={carried} most={mostFiles} />
        <About {...field} />
        <p class="acts">
          <button type="submit">{t('console.save')}</button>
        </p>
      </form>
    </>,
  )
}

const closed = (form: Filled): Filled => ({ ...form, typed: closedUp(form.typed) })

const showNew = async (c: Context<Env>, form: Filled, status: Status = 200) =>
  page(c, { title: (await readerOf(c)).words.t('console.library.add'), form, carried: [], status })

export const newItemPage = (c: Context<Env>) =>
  showNew(c, filledWith({ kind: ['educational-tool'], visibility: ['members'] }))

export const itemFromForm = posted((c) => ({
  act: async (typed) => {
    permit(c.var.actor, 'library.keep')
    const given = { ...contentIn(typed), ...filled(furtherIn(typed)) }
    // What is wrong with the rest is said before anything is kept.
    const said = parsed(itemInput, given)
    const { ids: attachmentIds } = await filesIn(c, { typed, before: [], most: mostFiles })
    const input = { ...said, attachmentIds }
    const made = await onceUnder(
      { c, key: givenIn(typed, 'once'), payload: input },
      (deps) => addItem(deps, c.var.actor, input),
      (deps) => readItem(deps, c.var.actor, deps.ids.next('libraryItem')),
    )
    return `/console/library/${made.id}?done=saved`
  },
  again: (form, status) => showNew(c, closed(form), status),
}))

const own = (c: Context<Env>) => {
  permit(c.var.actor, 'library.keep')
  return readItem(c.var.deps, c.var.actor, idIn(c, 'libraryItem'))
}

const showEdit = async (c: Context<Env>, form?: Filled, status: Status = 200) => {
  const [{ words }, item] = await Promise.all([readerOf(c), own(c)])
  return page(c, {
    title: words.t('console.change'),
    form: form ?? filledWith(typedOf(item)),
    carried: item.attachments,
    status,
    beginning: <input type="hidden" name="version" value={String(item.version)} />,
  })
}

export const editItemPage = (c: Context<Env>) => showEdit(c)

/** What was taken out of the form is taken out of the item. */
const changeIn = (typed: Typed) => {
  const { url = null, author = null, year = null } = furtherIn(typed)
  return parsed(itemChange, { ...contentIn(typed), url, author, year })
}

export const changedItem = posted((c) => ({
  act: async (typed) => {
    const before = await own(c)
    requireRows(typed, { texts: before.texts })
    const change = changeIn(typed)
    const version = versionIn(typed)
    const { ids: attachmentIds } = await filesIn(c, { typed, before: before.attachments, most: mostFiles })
    await changeItem(c.var.deps, c.var.actor, {
      id: before.id,
      version,
      change: { ...change, attachmentIds },
    })
    return `/console/library/${before.id}?done=saved`
  },
  again: (form, status) => showEdit(c, closed(form), status),
}))
