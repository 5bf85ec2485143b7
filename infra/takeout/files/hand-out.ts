import { type FileLine, fileName, filePlaces } from '../../../shared/takeout/format.ts'
import { digested } from './digest.ts'
import type { KeptFiles } from './kept.ts'

/**
 * Copies every file, one at a time and never whole in memory, and says of each what it is. What bears another name than
 * files of ours do is none of them: still being written, or put there by somebody, and no export could name it.
 */
export async function* handOut(from: KeptFiles, to: Required<KeptFiles>): AsyncGenerator<FileLine> {
  for (const place of filePlaces)
    for await (const name of from[place]?.list() ?? []) {
      if (!fileName.safeParse(name).success) continue
      let line: FileLine | undefined
      await to[place].keep(name, async () =>
        digested(await from[place]!.read(name), (found) => {
          line = { file: { place, name, ...found } }
        }),
      )
      yield line!
    }
}
