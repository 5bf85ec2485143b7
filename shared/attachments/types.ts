const office = 'application/vnd.openxmlformats-officedocument'
const open = 'application/vnd.oasis.opendocument'

/** What may be attached, and how files of each type end: nothing that runs, and no page that could be one of ours. */
const endings: Readonly<Record<string, readonly string[]>> = {
  'application/pdf': ['pdf'],
  'application/epub+zip': ['epub'],
  [`${office}.wordprocessingml.document`]: ['docx'],
  [`${office}.spreadsheetml.sheet`]: ['xlsx'],
  [`${office}.presentationml.presentation`]: ['pptx'],
  [`${open}.text`]: ['odt'],
  [`${open}.spreadsheet`]: ['ods'],
  [`${open}.presentation`]: ['odp'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'audio/mpeg': ['mp3'],
  'video/mp4': ['mp4'],
  'text/csv': ['csv'],
  'text/plain': ['txt'],
}

export const attachmentTypes = Object.keys(endings)

export const endsAs = (name: string, type: string) =>
  (endings[type] ?? []).some((ending) => name.toLowerCase().endsWith(`.${ending}`))

/** The type of a file by how its name ends; a browser's own word for it differs from one machine to another. */
export const typeBy = (name: string) => attachmentTypes.find((type) => endsAs(name, type))

/** How the names of all of them end, as a browser's picker wants it. */
export const allEndings = Object.values(endings).flatMap((each) => each.map((ending) => `.${ending}`))
