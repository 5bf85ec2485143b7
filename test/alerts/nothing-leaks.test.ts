import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { createDesk, type Desk } from './desk.ts'

/** What can be done to an alert, in any order; what the lifecycle refuses changes nothing. */
const step = fc.oneof(
  fc.record({ do: fc.constant('submit' as const) }),
  fc.record({ do: fc.constant('approve' as const) }),
  fc.record({ do: fc.constant('return' as const) }),
  fc.record({ do: fc.constant('update' as const), scope: fc.constantFrom('public', 'restricted') }),
  fc.record({ do: fc.constant('change' as const), scope: fc.constantFrom('public', 'restricted') }),
  fc.record({ do: fc.constant('cancel' as const) }),
  fc.record({ do: fc.constant('translate' as const), approved: fc.boolean() }),
  fc.record({ do: fc.constant('wait' as const), days: fc.constantFrom(1, 4) }),
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

const story = fc.record({
  scope: fc.constantFrom('public', 'restricted'),
  exercise: fc.oneof(
    { weight: 4, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  ),
  // Most stories get somewhere: the steps of a release come often.
  steps: fc.array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constant<Step[]>([{ do: 'submit' }, { do: 'approve' }]) },
      { weight: 4, arbitrary: fc.array(step, { minLength: 1, maxLength: 1 }) },
    ),
    { minLength: 1, maxLength: 6 },
  ),
})

describe('the public side', () => {
  let desk: Desk
  let situationId: string
  beforeAll(async () => {
    desk = await createDesk()
    await desk.join('Memorial Trust')
    situationId = (await desk.alliance.situation()).id
  })

  let count = 0
  /** A text by which everything that was ever written can be told apart. */
  const mark = () => `mark${++count}x`
  const textsOf = (said: string) => [{ language: 'en', headline: said, description: said }]
  const inDays = (days: number) =>
    new Date(desk.world.clock.now().getTime() + days * 86_400_000).toISOString()

  const perform = async (id: string, { do: deed, ...more }: Step, marks: string[]) => {
    const written = () => {
      const said = mark()
      marks.push(said)
      return textsOf(said)
    }
    const { digest = '', version } = await desk.read(id)
    if (deed === 'wait') return desk.world.clock.advance((more as { days: number }).days * 86_400)
    if (deed === 'submit') return desk.submit(id)
    if (deed === 'approve') return desk.approve(id, { digest })
    if (deed === 'return') return desk.post(`/${id}/return`, { remarks: 'Again' })
    if (deed === 'translate') {
      const { headline, description } = written()[0]!
      const path = `/v1/alerts/${id}/translations/km`
      const body = { headline, description, translatedBy: mark() }
      const { json } = await desk.call(desk.coordinator, 'PUT', path, body)
      return (
        (more as { approved: boolean }).approved &&
        desk.call(desk.second, 'POST', `${path}/approval`, { digest: json.digest ?? '' })
      )
    }
    if (deed === 'cancel') return desk.post(`/${id}/cancellation`, { reason: 'retracted', texts: written() })
    const body = { ...more, texts: written(), expiresAt: inDays(3) }
    return deed === 'update' ? desk.post(`/${id}/update`, body) : desk.change(id, body, version)
  }

  const publicText = async (id: string) => {
    const paths = ['/', '/feeds/alerts.atom', '/feeds/alerts.rss', `/alerts/${id}`, `/alerts/${id}/cap.xml`]
    const seen = await Promise.all(paths.map((path) => desk.visit(path)))
    const lists = seen.slice(0, 3).map(({ text }) => text.includes(id))
    return {
      text: seen.map(({ text }) => text).join('\n'),
      lists,
      page: seen[3]!.status,
      cap: seen[4]!.status,
    }
  }

  /** What ought to be seen, from what was issued and nothing else. */
  const expected = async (id: string) => {
    const { state, issues, ...alert } = await desk.read(id)
    const last = issues.at(-1)
    const row =
      last &&
      (await desk.rowsOf(id)).find(({ sk }) => sk === `revision#${String(last.revision).padStart(4, '0')}`)
    if (!row) return { visible: false, listed: false, fed: false, said: [], state, alert }
    const content = row['content'] as {
      scope: string
      exercise: boolean
      expiresAt: string
      messageType: string
      texts: { headline: string }[]
    }
    const { json } = await desk.call(desk.coordinator, 'GET', `/v1/alerts/${id}/translations`)
    const translated = (json.items as { state: string; text: { headline: string } }[])
      .filter((each) => each.state === 'out')
      .map(({ text }) => text.headline)
    const open = content.scope === 'public' && !content.exercise
    const ended = content.messageType === 'cancel'
    const wasOpen = issues.slice(0, -1).some(({ isPublic }: { isPublic: boolean }) => isPublic)
    const current = Date.parse(content.expiresAt) > desk.world.clock.now().getTime()
    return {
      visible: open && (!ended || wasOpen),
      listed: open && !ended && current,
      // That it has ended is told there for a month.
      fed: open && (ended ? wasOpen : current),
      said: [content.texts[0]!.headline, ...translated],
    }
  }

  it('shows what was issued in public and is no exercise, and never a word of anything else', async () => {
    let [shown, hidden] = [0, 0]
    await fc.assert(
      fc.asyncProperty(story, async ({ scope, exercise, steps }) => {
        const marks = [mark()]
        const first = { situationId, scope, exercise, texts: textsOf(marks[0]!), expiresAt: inDays(3) }
        const { id } = await desk.alliance.draft(first)
        for (const each of [undefined, ...steps.flat()]) {
          if (each) await perform(id, each, marks)
          const { visible, listed, fed, said } = await expected(id)
          const seen = await publicText(id)
          expect([seen.page, seen.cap]).toEqual(visible ? [200, 200] : [404, 404])
          expect(seen.lists).toEqual([listed, fed, fed])
          expect(marks.filter((each) => seen.text.includes(each))).toEqual(visible ? said : [])
          if (visible) shown++
          else hidden++
        }
      }),
      { numRuns: 40, seed: 20261122 },
    )
    // A run in which nothing ever became public, or all of it, would prove nothing.
    expect([shown > 20, hidden > 20]).toEqual([true, true])
  })
})
