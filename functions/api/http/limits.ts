import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { bounds as capBounds } from '../../../shared/cap/read-xml.ts'
import { DomainError } from '../../../shared/errors.ts'
import { tooLargeForCap } from '../../../shared/incoming/errors.ts'
import type { Env } from './env.ts'

const megabyte = 1024 * 1024

/**
 * Bytes of a file that a form brings along. A function takes six megabytes a request, and what is not text comes to it
 * a third longer, in Base64.
 */
export const mostInForm = 4_000_000

/** What the form says besides. */
const besides = 300_000

const tooLarge = (maxSize: number) =>
  new DomainError('too-large', `The request is larger than ${maxSize / megabyte} MB.`)

const limit = (maxSize: number, refuse: () => DomainError = () => tooLarge(maxSize)) =>
  bodyLimit({
    maxSize,
    onError: () => {
      throw refuse()
    },
  })

const formWithFile = /^\/console\/(posts\/[^/]+\/files|library\/(new|[^/]+\/edit))$/

/** What a request may bring, by where it goes. */
export const limitFor = (path: string, onLargeForm: (c: Context<Env>) => Response | Promise<Response>) => {
  if (path.endsWith('/import')) return limit(25 * megabyte)
  if (formWithFile.test(path)) return bodyLimit({ maxSize: mostInForm + besides, onError: onLargeForm })
  return /^\/v1\/hubs\/[^/]+\/alerts$/.test(path) ? limit(capBounds.bytes, tooLargeForCap) : limit(megabyte)
}
