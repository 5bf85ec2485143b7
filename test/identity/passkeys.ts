import type { Authenticator, Twist } from '../support/authenticator.ts'
import type { World } from '../support/world.ts'

const path = '/v1/me/factors/passkeys'
const proof = '/v1/me/factors/proof'

/** Does what the page's script does: fetches options, has the authenticator answer, and sends that. */
export const passkeysOf = (world: World) => {
  const begin = (session: string, body: object = {}) => world.call(session, 'POST', `${path}/options`, body)

  const finish = (session: string, passkey: object, label = 'Key') =>
    world.call(session, 'POST', path, { label, passkey })

  const register = async (session: string, key: Authenticator, body: object = {}, twist: Twist = {}) => {
    const { status, json, text } = await begin(session, body)
    if (status !== 200) throw new Error(`Nothing could be registered: ${text}`)
    return finish(session, key.create(json, twist))
  }

  const ask = (session: string) => world.call(session, 'POST', `${proof}/options`)

  const prove = async (session: string, key: Authenticator, twist: Twist = {}) => {
    const { json } = await ask(session)
    return world.call(session, 'POST', proof, { passkey: key.get(json, twist) })
  }

  return { begin, finish, register, ask, prove }
}
