import type { Keyring } from '../../../shared/keyring.ts'
import { dispositionOf, type File, lifetimes, until } from '../../../shared/ports/files.ts'

export const filesPath = '/files/'

type Method = 'PUT' | 'GET'

/** What an address is good for: all of it is signed, so that nobody makes one themselves or changes what it says. */
export interface Permission {
  readonly method: Method
  readonly id: string
  readonly until: string
  readonly type: string
  /** Of an upload. */
  readonly size?: string
  readonly sha256?: string
  /** Of a download. */
  readonly disposition?: string
}

const said = ({ method, id, ...rest }: Permission) =>
  [method, id, ...Object.entries(rest).toSorted().flat()].map(encodeURIComponent).join('\n')

const sign = (keys: Keyring, permission: Permission) =>
  Buffer.from(keys.sign('file', said(permission))).toString('base64url')

const addressOf = (base: string, keys: Keyring, permission: Permission) => {
  const { method: _, id, ...rest } = permission
  const query = new URLSearchParams({ ...rest, key: keys.current, signature: sign(keys, permission) })
  return { url: `${base}${filesPath}${id}?${query}`, expiresAt: permission.until }
}

/** Stands for S3's presigned addresses. */
export const createAddresses = (base: string, keys: Keyring, now: () => Date) => ({
  ofUpload: ({ id, type, size, sha256 }: File) =>
    addressOf(base, keys, {
      ...{ method: 'PUT', id, type, sha256, size: String(size) },
      until: until(now(), lifetimes.upload),
    }),
  ofDownload: ({ id, name, type }: File) =>
    addressOf(base, keys, {
      ...{ method: 'GET', id, type, disposition: dispositionOf(name) },
      until: until(now(), lifetimes.download),
    }),
  /** What somebody who comes with an address may do; nothing where we did not say it, or no longer. */
  permitted: (method: string, url: URL): Permission | undefined => {
    const { key, signature, ...rest } = Object.fromEntries(url.searchParams)
    const asked = { ...rest, method, id: url.pathname.slice(filesPath.length) } as Permission
    const given = Buffer.from(signature ?? '', 'base64url')
    const isOurs = given.length === 32 && keys.verify('file', key ?? '', said(asked), given)
    return isOurs && Date.parse(asked.until) > now().getTime() ? asked : undefined
  },
})
