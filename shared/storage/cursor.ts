import { DomainError } from '../errors.ts'
import type { Keyring } from '../keyring.ts'
import type { Item } from './store.ts'

const malformed = () =>
  new DomainError('malformed', 'This cursor is not one of ours, or belongs to another query.')

/**
 * Where a list goes on, opaque and signed: it continues only the query it came from, for the actor it was
 * given to. `query` names both.
 */
export const sealCursor = (keys: Keyring, query: string, position: Item) => {
  const payload = Buffer.from(JSON.stringify(position)).toString('base64url')
  const mac = Buffer.from(keys.sign('cursor', `${query}\n${payload}`).subarray(0, 16)).toString('base64url')
  return `${keys.current}.${payload}.${mac}`
}

export const openCursor = (keys: Keyring, query: string, cursor: string): Item => {
  const [keyId = '', payload = '', mac = '', ...rest] = cursor.split('.')
  const signature = Buffer.from(mac, 'base64url')
  if (rest.length > 0 || signature.length !== 16) throw malformed()
  if (!keys.verify('cursor', keyId, `${query}\n${payload}`, signature)) throw malformed()
  return JSON.parse(Buffer.from(payload, 'base64url').toString())
}
