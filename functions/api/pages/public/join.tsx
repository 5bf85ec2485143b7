import type { Context } from 'hono'
import { DomainError } from '../../../../shared/errors.ts'
import { applyToJoin } from '../../../../shared/organizations/applications/apply.ts'
import { applicationForm } from '../../../../shared/organizations/applications/schema.ts'
import { answerInvitation } from '../../../../shared/organizations/membership/answer.ts'
import { type Key, type Phrases, wordsFor } from '../../../../shared/rendering/catalogue.ts'
import type { Router } from '../../http/contract.ts'
import type { Env } from '../../http/env.ts'
import { sourceOf } from '../../http/source.ts'
import { isolated, type PageHead, page } from '../layout.tsx'
import { type Capability, openCapability } from '../links/capability.ts'
import { formOf, pageRouter } from '../page-router.tsx'
import { FaultAt, marking, type Refused, refusedFor } from '../refused.tsx'
import { publicRouter, readersLanguages } from './reader.ts'

interface Line {
  readonly name: 'name' | 'country' | 'email' | 'contact' | 'website'
  readonly type?: 'email' | 'url'
  readonly most: number
  readonly optional?: true
}

const lines: readonly Line[] = [
  { name: 'name', most: 200 },
  { name: 'country', most: 2 },
  { name: 'email', type: 'email', most: 254 },
  { name: 'contact', most: 120, optional: true },
  { name: 'website', type: 'url', most: 2000, optional: true },
]

const Form = ({ words, refused }: { words: Phrases; refused: Refused | undefined }) => {
  const { t } = words
  const fault = (name: string) => <FaultAt refused={refused} field={name} words={words} />
  return (
    <form method="post">
      {lines.map(({ name, type = 'text', most, optional }) => (
        <>
          <label for={name}>
            {t(`join.${name}`)}
            {optional && ` (${t('page.optional')})`}
          </label>
          <input
            id={name}
            name={name}
            type={type}
            maxlength={most}
            required={!optional}
            dir="auto"
            value={refused?.typed[name] ?? ''}
            {...marking(refused, name)}
          />
          {fault(name)}
        </>
      ))}
      <label for="message">{t('join.message')}</label>
      <textarea
        id="message"
        name="message"
        rows={6}
        maxlength={2000}
        required
        dir="auto"
        {...marking(refused, 'message')}
      >
        {refused?.typed['message'] ?? ''}
      </textarea>
      {fault('message')}
      <button type="submit">{t('page.submit')}</button>
    </form>
  )
}

interface Shown {
  readonly refused?: Refused
  readonly status?: PageHead['status']
  readonly notice?: 'error.invalid' | 'error.too-fast'
}

const show = (c: Context<Env>, words: Phrases, { status = 200, notice, refused }: Shown = {}) =>
  page(
    c,
    { title: words.t('join.title'), language: words.language, status },
    <>
      {notice && (
        <p class="notice" role="alert">
          {words.t(notice)}
        </p>
      )}
      <p>{words.t('join.explain')}</p>
      <Form words={words} refused={refused} />
    </>,
  )

const say = (c: Context<Env>, { t, language }: Phrases, key: Key) =>
  page(
    c,
    { title: t('join.title'), language },
    <p class="notice" role="status">
      {t(key)}
    </p>,
  )

/** Takes what was posted; what is not right is shown again, with nothing lost that was written. */
const apply = async (c: Context<Env>) => {
  const words = wordsFor(readersLanguages(c))
  const given = await formOf(c)
  try {
    const application = applicationForm(given, words.language)
    await applyToJoin(c.var.deps, { source: sourceOf(c), application })
    return say(c, words, 'join.received')
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    const refused = refusedFor(error, given)
    if (error.code === 'invalid') return show(c, words, { refused, status: 422, notice: 'error.invalid' })
    if (error.code === 'too-fast') return show(c, words, { refused, status: 429, notice: 'error.too-fast' })
    throw error
  }
}

const open = () => {
  const pages = publicRouter()
  pages.get('/join', (c) => show(c, wordsFor(readersLanguages(c))))
  pages.post('/join', apply)
  return pages
}

const ask = (c: Context<Env>, { organization, words: { t, language } }: Capability) =>
  page(
    c,
    { title: t('join.invited'), language },
    <>
      <p>{t('join.question', { organization: isolated(organization.name) })}</p>
      <form method="post">
        <label>
          <input type="checkbox" name="listed" value="yes" /> {t('join.listed')}
        </label>
        <button type="submit" name="answer" value="join">
          {t('join.accept')}
        </button>
        <button type="submit" name="answer" value="decline">
          {t('join.decline')}
        </button>
      </form>
    </>,
  )

/** Once it was answered the link shows what it came to, and nothing more can be done by it. */
const standing = (c: Context<Env>, capability: Capability) =>
  capability.organization.status === 'invited'
    ? ask(c, capability)
    : say(c, capability.words, capability.organization.status ? 'join.over' : 'join.accepted')

const linked = () => {
  const pages = pageRouter()
  pages.get('/join/:token', async (c) => standing(c, await openCapability(c, 'join')))
  pages.post('/join/:token', async (c) => {
    const capability = await openCapability(c, 'join')
    const { answer, listed } = await formOf(c)
    if (capability.organization.status !== 'invited' || (answer !== 'join' && answer !== 'decline'))
      return standing(c, capability)
    await answerInvitation(c.var.deps, capability.actor, {
      joins: answer === 'join',
      listed: listed === 'yes',
    })
    return say(c, capability.words, answer === 'join' ? 'join.accepted' : 'join.over')
  })
  return pages
}

/** To join the alliance: `/join` asks for it, by anybody; `/join/{token}` answers an invitation. GET shows, POST acts. */
export const joinPages = (app: Router) => {
  app.route('/', linked())
  app.route('/', open())
}
