import { createToken, revokeToken, tokenAgain, tokenInput } from '../../../../../shared/identity/tokens.ts'
import { createEndpoint } from '../../../../../shared/webhooks/create.ts'
import { secretAgain } from '../../../../../shared/webhooks/rotate.ts'
import { endpointInput } from '../../../../../shared/webhooks/schema.ts'
import type { Router } from '../../../http/contract.ts'
import { secretOf } from '../../../http/held.ts'
import { onceUnder } from '../../../http/idempotency.ts'
import { givenIn, listedIn, parsed, type Typed, valueIn, valuesOf } from '../shell/form.ts'
import { instantIn } from '../shell/local-time.ts'
import { idIn } from '../shell/path.ts'
import { posted } from '../shell/post.ts'
import { endpointPage, replayFromForm, secretFromForm, switchFromForm, testFromForm } from './endpoint.tsx'
import { showIntegrations } from './list.tsx'

const endpointIn = (typed: Typed) =>
  parsed(endpointInput, { url: valueIn(typed, 'url').trim(), types: listedIn(typed, 'types') })

/** A secret is shown on the very page that answers: no address leads to it, and only the same form is told it again. */
const endpointFromForm = posted((c) => ({
  act: async (typed) => {
    const { actor } = c.var
    const input = endpointIn(typed)
    const request = givenIn(typed, 'once')
    const { secret } = await onceUnder<{ secret?: string | undefined }>(
      { c, key: request, payload: input },
      (deps) => createEndpoint(deps, actor, { ...input, request, with: secretOf(c) }),
      async (deps) => ({
        secret: request && (await secretAgain(deps, actor, { id: deps.ids.next('webhook'), request })),
      }),
    )
    return secret ? showIntegrations(c, { secret }) : '/console/integrations'
  },
  again: (form, status) => showIntegrations(c, { form, status }),
}))

const tokenFromForm = posted((c) => ({
  act: async (typed) => {
    const input = parsed(tokenInput, {
      name: valueIn(typed, 'name'),
      scopes: valuesOf(typed, 'scopes'),
      expiresAt: instantIn(typed, 'expiresAt', 'UTC'),
    })
    const request = givenIn(typed, 'once')
    const { token } = await onceUnder<{ token?: string | undefined }>(
      { c, key: request, payload: input },
      (deps) => createToken(deps, c.var.actor, { input, with: secretOf(c), request }),
      async (deps) => ({ token: request && (await tokenAgain(deps, c.var.actor, request)) }),
    )
    return token ? showIntegrations(c, { secret: token }) : '/console/integrations'
  },
  again: (form, status) => showIntegrations(c, { form, status }),
}))

const revocationFromForm = posted((c) => ({
  act: async () => {
    await revokeToken(c.var.deps, c.var.actor, idIn(c, 'token'))
    return '/console/integrations?done=saved'
  },
  again: (form, status) => showIntegrations(c, { form, status }),
}))

/** Whatever listens or acts from outside for the reader. */
export const integrationPages = (pages: Router) => {
  const at = '/console/integrations/:id'
  pages.get('/console/integrations', (c) => showIntegrations(c))
  pages.post('/console/integrations/endpoints', endpointFromForm)
  pages.get(at, endpointPage)
  pages.post(`${at}/test`, testFromForm)
  pages.post(`${at}/switch`, switchFromForm)
  pages.post(`${at}/secret`, secretFromForm)
  pages.post(`${at}/replay`, replayFromForm)
  pages.post('/console/tokens', tokenFromForm)
  pages.post('/console/tokens/:id/revoke', revocationFromForm)
}
