import { line } from '../text.ts'

// What leads out of a folder, or is no name on one system or another.
const unfit = /[/\\:*?"<>|]|^\.|[. ]$/
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/** What a file is called where it is saved. Here, it is kept under its id. */
export const fileName = line(120).refine(
  (name) => !unfit.test(name) && !reserved.test(name),
  'is no name of a file: no folders, and nothing that a system keeps for itself',
)
