import { createRoute } from '@hono/zod-openapi'
import { subscription, subscriptionInput } from '../../../../shared/publications/subscriptions/schema.ts'
import { readSubscription, subscribe } from '../../../../shared/publications/subscriptions/subscribe.ts'
import { sendOne, versionOf } from '../../http/answers.ts'
import { answer, body, ifMatch, preconditions, type Router, refusals } from '../../http/contract.ts'

const tags = ['publications']
const path = '/me/post-subscription'
const subscriptionView = subscription.pick({ topics: true, version: true }).meta({ id: 'PostSubscription' })

const read = createRoute({
  method: 'get',
  path,
  tags,
  summary: 'Of which posts one reads in the digest of the morning',
  responses: { 200: answer(subscriptionView, 'The topics; none, until one says so'), ...refusals },
})

const change = createRoute({
  method: 'put',
  path,
  tags,
  summary:
    'Say of which posts one wants to read in the digest of the morning: by kind, by situation, by both',
  request: { headers: ifMatch, ...body(subscriptionInput) },
  responses: { 200: answer(subscriptionView, 'The topics'), ...refusals, ...preconditions },
})

export const postSubscriptionRoutes = (api: Router) =>
  api
    .openapi(read, async (c) => sendOne(c, subscriptionView, await readSubscription(c.var.deps, c.var.actor)))
    .openapi(change, async (c) => {
      const version = versionOf(c.req.valid('header')['if-match'])
      const changed = await subscribe(c.var.deps, c.var.actor, { ...c.req.valid('json'), version })
      return sendOne(c, subscriptionView, changed)
    })
