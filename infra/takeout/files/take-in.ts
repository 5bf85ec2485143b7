import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { TakeoutError } from '../../../shared/takeout/errors.ts'
import type { FileLine } from '../../../shared/takeout/format.ts'
import type { FilesSource } from '../../../shared/takeout/import.ts'
import { digested } from './digest.ts'
import type { KeptFiles } from './kept.ts'

type File = FileLine['file']

const nowhere = () => new Writable({ write: (_piece, _encoding, done) => done() })

/** The bytes beside the export, refused at their end where they are not those that were taken out. */
const asTakenOut = async (from: Required<KeptFiles>, { place, name, size, sha256 }: File) =>
  digested(await from[place].read(name), (found) => {
    if (found.size !== size || found.sha256 !== sha256)
      throw new TakeoutError('altered-file', `${place}/${name} is not as it was taken out`)
  })

const named = ({ place, name }: File, error: unknown) =>
  (error as NodeJS.ErrnoException).code === 'ENOENT'
    ? new TakeoutError('missing-file', `${place}/${name} is not beside the export`)
    : error

/** Files beside an export, for the import: each looked at before anything is written, and then brought in. */
export const takeIn = (from: Required<KeptFiles>, to: KeptFiles): FilesSource => {
  const placeFor = (place: File['place']) => {
    const found = to[place]
    if (!found) throw new TakeoutError('no-place', `this installation has no place for ${place}`)
    return found
  }
  const orNamed = async (file: File, work: () => Promise<unknown>) => {
    try {
      await work()
    } catch (error) {
      throw named(file, error)
    }
  }
  return {
    check: async ({ file }) => {
      placeFor(file.place)
      await orNamed(file, async () => pipeline(await asTakenOut(from, file), nowhere()))
    },
    bring: ({ file }) =>
      orNamed(file, () => placeFor(file.place).keep(file.name, () => asTakenOut(from, file), file)),
  }
}
