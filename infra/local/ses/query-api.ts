import { randomUUID } from 'node:crypto'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import type { Submission } from './email.ts'
import { SesError } from './errors.ts'
import { AnswerLost, type SesService } from './service.ts'

const namespace = 'http://ses.amazonaws.com/doc/2010-12-01/'

const escaped = (text: string | number) =>
  String(text).replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`)

const elements = (fields: Readonly<Record<string, string | number>>) =>
  Object.entries(fields)
    .map(([name, value]) => `<${name}>${escaped(value)}</${name}>`)
    .join('')

const success = (action: string, fields: Readonly<Record<string, string | number>>) =>
  `<${action}Response xmlns="${namespace}"><${action}Result>${elements(fields)}</${action}Result>` +
  `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></${action}Response>`

const failure = ({ code, message, status }: SesError) =>
  `<ErrorResponse xmlns="${namespace}"><Error>${elements({
    Type: status < 500 ? 'Sender' : 'Receiver',
    Code: code,
    Message: message,
  })}</Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`

const members = (form: URLSearchParams, name: string, part = '') => {
  const values: string[] = []
  for (let at = 1; form.has(`${name}.member.${at}${part}`); at++)
    values.push(form.get(`${name}.member.${at}${part}`)!)
  return values
}

const asSubmission = (form: URLSearchParams): Submission => {
  const values = members(form, 'Tags', '.Value')
  const configurationSet = form.get('ConfigurationSetName')
  return {
    source: form.get('Source') ?? '',
    destinations: members(form, 'Destinations'),
    raw: Buffer.from(form.get('RawMessage.Data') ?? '', 'base64'),
    tags: Object.fromEntries(members(form, 'Tags', '.Name').map((name, at) => [name, values[at] ?? ''])),
    ...(configurationSet && { configurationSet }),
  }
}

const answer = async (ses: SesService, form: URLSearchParams) => {
  const action = form.get('Action') ?? ''
  switch (action) {
    case 'SendRawEmail': {
      const { messageId } = await ses.send(asSubmission(form))
      return success(action, { MessageId: messageId })
    }
    case 'GetSendQuota': {
      const { perSecond, per24Hours, sentLast24Hours } = ses.quota()
      return success(action, {
        Max24HourSend: per24Hours,
        MaxSendRate: perSecond,
        SentLast24Hours: sentLast24Hours,
      })
    }
    default:
      throw new SesError('InvalidAction', `The action ${action} is not valid for this web service.`)
  }
}

/** The two calls of SES's Query API (version 2010-12-01) that the mail port makes, as the SDK makes them. */
export const queryApi = (ses: SesService) =>
  new Hono<{ Bindings: HttpBindings }>().post('/', async (c) => {
    const xml = { 'content-type': 'text/xml; charset=utf-8' }
    try {
      return c.body(await answer(ses, new URLSearchParams(await c.req.text())), 200, xml)
    } catch (error) {
      if (error instanceof AnswerLost) {
        c.env.outgoing.destroy()
        return c.body(null)
      }
      if (!(error instanceof SesError)) throw error
      return c.body(failure(error), error.status as 400, xml)
    }
  })
