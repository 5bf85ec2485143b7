import { createHash } from 'node:crypto'
import { type Readable, Transform } from 'node:stream'

interface Digest {
  readonly size: number
  readonly sha256: string
}

/** A stream on whose way everything is counted and digested; `atEnd` may still refuse it before it is whole. */
export const digested = (source: Readable, atEnd: (found: Digest) => void): Readable => {
  const hash = createHash('sha256')
  let size = 0
  const through = new Transform({
    transform(piece: Buffer, _, done) {
      hash.update(piece)
      size += piece.length
      done(undefined, piece)
    },
    flush(done) {
      try {
        atEnd({ size, sha256: hash.digest('hex') })
        done()
      } catch (error) {
        done(error as Error)
      }
    },
  })
  source.on('error', (error) => through.destroy(error))
  return source.pipe(through)
}
