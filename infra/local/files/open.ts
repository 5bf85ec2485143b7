import { createHash } from 'node:crypto'
import type { Keyring } from '../../../shared/keyring.ts'
import type { Files } from '../../../shared/ports/files.ts'
import { createAddresses, filesPath, type Permission } from './addresses.ts'
import { openFolder } from './folder.ts'

export interface LocalFiles extends Files {
  /** Answers requests to the addresses that it hands out; nothing where a request is for somebody else. */
  fetch(request: Request): Promise<Response> | undefined
}

interface Surroundings {
  readonly dataDir: string | undefined
  /** What addresses begin with. */
  readonly publicUrl: string
  readonly keys: Keyring
  readonly now: () => Date
}

/** It lies on our own host, so whatever is in it, it is nothing that a browser runs or shows as a page. */
const asDownload = ({ type, disposition = 'attachment' }: Permission) => ({
  'Content-Type': type,
  'Content-Disposition': disposition,
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'private, no-store',
})

const refuse = (status: number, why: string) =>
  new Response(`${why}\n`, {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff' },
  })

/** So many bytes too many are read and forgotten, so that whoever sends them hears why they are refused. */
const patience = 25 * 1024 * 1024

/** The body, as long as it is no longer than it may be. */
const bytesOf = async ({ body }: Request, most: number): Promise<Uint8Array | undefined> => {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of body ?? []) {
    size += part.length
    if (size <= most) parts.push(part)
    if (size > most + patience) return undefined
  }
  return size <= most ? Buffer.concat(parts) : undefined
}

/** Stands for the bucket: a folder on this machine, behind addresses like S3's presigned ones. */
export const openFiles = ({ dataDir, publicUrl, keys, now }: Surroundings): LocalFiles => {
  const folder = openFolder(dataDir)
  const addresses = createAddresses(publicUrl, keys, now)

  const put = async (request: Request, { id, type, size, sha256 }: Permission) => {
    if (request.headers.get('content-type') !== type) return refuse(400, 'This is not of the type announced.')
    const bytes = await bytesOf(request, Number(size))
    const digest = bytes && createHash('sha256').update(bytes).digest('hex')
    if (bytes?.length !== Number(size) || digest !== sha256)
      return refuse(400, 'These are not the bytes that were announced.')
    await folder.keep(id, bytes)
    return new Response(null, { status: 200 })
  }

  const get = async (permission: Permission) => {
    const bytes = await folder.read(permission.id)
    if (!bytes) return refuse(404, 'There is no such file.')
    return new Response(Uint8Array.from(bytes), { headers: asDownload(permission) })
  }

  const answer = async (request: Request, url: URL) => {
    const method = request.method === 'HEAD' ? 'GET' : request.method
    const permission = addresses.permitted(method, url)
    if (!permission) return refuse(403, 'This address is not, or no longer, good for this.')
    return permission.method === 'PUT' ? put(request, permission) : get(permission)
  }

  return {
    async takeUp(file) {
      const headers = { 'Content-Type': file.type }
      return { method: 'PUT', headers, ...addresses.ofUpload(file) }
    },
    keep: ({ id }, bytes) => folder.keep(id, bytes),
    handOut: async (file) => addresses.ofDownload(file),
    read: folder.read,
    remove: folder.remove,
    fetch(request) {
      const url = new URL(request.url)
      return url.pathname.startsWith(filesPath) ? answer(request, url) : undefined
    },
  }
}
