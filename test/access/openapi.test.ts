import { Validator } from '@seriousme/openapi-schema-validator'
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { eventTypes } from '../../shared/events/schema.ts'
import { createWorld } from '../support/world.ts'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** Every schema in the document that gives examples, with its place. */
const withExamples = (value: Json, place = '#'): [string, { [key: string]: Json }][] => {
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.entries(value).flatMap(([key, each]) => withExamples(each, `${place}/${key}`))
  return !Array.isArray(value) && Array.isArray(value['examples']) ? [[place, value], ...inner] : inner
}

describe('the document of the API', () => {
  // biome-ignore lint/suspicious/noExplicitAny: a document of any shape is what is checked.
  let document: any
  beforeAll(async () => {
    const world = await createWorld()
    document = (await world.call(undefined, 'GET', '/openapi.json')).json
  })

  const schemaOf = (schema: object) => {
    const $defs = document.components.schemas
    const text = JSON.stringify({ ...schema, $defs }).replaceAll('#/components/schemas/', '#/$defs/')
    return z.fromJSONSchema(JSON.parse(text))
  }

  it('is valid OpenAPI 3.1 by a validator that is not ours', async () => {
    expect(await new Validator().validate(structuredClone(document))).toMatchObject({ valid: true })
    const broken = { ...structuredClone(document), paths: { '/x': { get: { responses: 'none' } } } }
    expect(await new Validator().validate(broken)).toMatchObject({ valid: false })
  })

  it('gives examples that are true', () => {
    const found = withExamples(document)
    expect(found.length).toBeGreaterThan(20)
    const untrue = found.flatMap(([place, { examples, ...schema }]) =>
      (examples as Json[])
        .filter((example) => !schemaOf(schema).safeParse(example).success)
        .map((example) => `${place}: ${JSON.stringify(example)}`),
    )
    expect(untrue).toEqual([])
  })

  it('says of every operation what it does', () => {
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path as object))
    expect(operations.length).toBeGreaterThan(80)
    expect(operations.filter(({ summary }) => !summary)).toEqual([])
  })

  it('describes what is posted of every type of event', () => {
    expect(Object.keys(document.webhooks).sort()).toEqual([...eventTypes].sort())
    const posted = document.webhooks['meeting.cancelled'].post.requestBody.content['application/json'].schema
    const message = (data: object) => ({
      type: 'meeting.cancelled',
      timestamp: '2026-12-01T15:00:00Z',
      data: { id: 'evt_0a', subject: 'mtg_0b', ...data },
    })
    const read = schemaOf(posted)
    expect(read.safeParse(message({ sequence: 1 })).success).toBe(true)
    expect(read.safeParse(message({ sequence: 'one' })).success).toBe(false)
    expect(read.safeParse(message({ sequence: 1, title: 'A name' })).success).toBe(false)
  })
})
