import { expect, it } from 'vitest'
import { createNewsroom } from './newsroom.ts'
import { playStory } from './play.ts'

/** What the thread of an invented situation must read like, from the first indicator to the judgment. */
const transcript = `
The alliance began to watch. Level: Watch
An indicator was noted: Trucks without plates at the bridge.
The level changed from Watch to Warning
An alert was issued: Warning: Villages burnt in the border region
A decision-maker was asked to act
A coalition was formed: Together for the border region
An organization joined the coalition: Together for the border region
A meeting was called: First call
Published: Situation report: What was seen
A decision-maker was asked to act
A letter was opened for signature: On the villages
Signing of a letter ended: On the villages
A letter went out; organizations that signed: 1: On the villages
A decision-maker was asked to act
A letter was answered: On the villages
A decision-maker was briefed
What became of what was asked: acknowledged
A case before a court. Stage: Trial: Prosecutor v. the commander of an invented militia
A hearing was scheduled: Prosecutor v. the commander of an invented militia
The case came to: Judgment: Prosecutor v. the commander of an invented militia
`.trim()

it('tells a whole situation, from the first indicator to a judgment', async () => {
  const { desk, author, join } = await createNewsroom()
  const council = await join('A council', { relation: 'authority', class: 'un' }, { timeZone: 'UTC' })
  const signatory = await join('Third Member', {}, { role: 'signatory' })
  const told = await playStory(desk, { author, others: [], signatories: [signatory], council })
  expect(told.map((line) => line.told).join('\n')).toBe(transcript)
})
