import { createHash, createHmac, createSecretKey, type Hash, type Hmac } from 'node:crypto'

type Bytes = string | ArrayBuffer | ArrayBufferView

const viewOf = (data: Bytes): string | Uint8Array => {
  if (typeof data === 'string' || data instanceof Uint8Array) return data
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data)
}

/**
 * SHA-256 for the clients' signatures. Node takes a key given as bytes several times slower than the same key
 * made an object first, and a signature needs one at every request.
 */
export class Sha256 {
  readonly #hash: Hash | Hmac
  constructor(secret?: Bytes) {
    const key = secret && viewOf(secret)
    if (key === undefined) this.#hash = createHash('sha256')
    else this.#hash = createHmac('sha256', typeof key === 'string' ? key : createSecretKey(key))
  }
  update(data: Bytes) {
    this.#hash.update(viewOf(data))
  }
  async digest() {
    return new Uint8Array(this.#hash.digest())
  }
  reset() {
    throw new Error('A signature is made once')
  }
}
