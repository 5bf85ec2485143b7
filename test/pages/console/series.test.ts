import { expect, it } from 'vitest'
import { followSeries } from '../../../shared/meetings/series/follow.ts'
import { aMeeting } from '../../meetings/gathering.ts'
import { createAlliance } from '../../support/alliance.ts'
import { createWorld } from '../../support/world.ts'
import { visitor } from './visitor.ts'

const all = 'Call off all meetings of the series that are to come'

it('the console tells a series from one of its meetings, and says what is called off', async () => {
  const world = await createWorld()
  const { coordinator, members } = await createAlliance(world)
  await members(1)
  const call = async (method: string, path: string, body?: object) => {
    const { status, json, text } = await world.call(coordinator, method, `/v1/meetings${path}`, body)
    expect(status, text).toBeLessThan(300)
    return json
  }
  const recurrence = { rule: 'FREQ=WEEKLY;COUNT=6', except: ['2026-12-08T15:00'] }
  const series = await call('POST', '', aMeeting({ recurrence }))
  const single = await call('POST', '', aMeeting({ title: 'Once' }))
  await followSeries(world.deps, series.id)
  const one = await call('PUT', `/${series.id}/occurrences/2026-12-01T15:00`)
  const browser = await visitor(world, { grants: ['coordinator'] })
  const pageOf = async ({ id }: { id: string }) => (await browser.get(`/console/meetings/${id}`)).html
  const rows = [...(await browser.get('/console/meetings')).html.matchAll(/<li>(.*?)<\/li>/gs)]
  const rowOf = ({ id }: { id: string }) => rows.find(([, row]) => row!.includes(`meetings/${id}"`))?.[1]

  expect(rowOf(series)).toContain('series of meetings: 5')
  expect(await pageOf(series)).toContain('series of meetings: 5')
  expect((await pageOf(series)).split(all)).toHaveLength(3)
  expect(await pageOf(series)).not.toContain('Call it off')

  expect(rowOf(one)).toContain('one meeting of a series')
  const page = await pageOf(one)
  expect(page).toContain(`<a href="/console/meetings/${series.id}">one meeting of a series</a>`)
  expect(page).toContain('The others stay as they are')
  expect(page).toContain('Call it off')
  expect(page).not.toContain(all)

  expect(rowOf(single)).not.toContain('series')
  expect(await pageOf(single)).not.toContain('series')
})
