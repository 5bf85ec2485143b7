const texts = ['text/csv', 'text/plain']

const decoder = new TextDecoder('utf-8', { fatal: true })

/** Readable text in UTF-8: nothing binary that only calls itself so. */
const isText = (bytes: Uint8Array) => {
  try {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those that no text has.
    return !/[\0-\x08\x0e-\x1f\x7f]/.test(decoder.decode(bytes))
  } catch {
    return false
  }
}

/** Whether a file is of the type that it claims, by what is in it. */
export const isOfType = async (bytes: Uint8Array, type: string): Promise<boolean> => {
  // One function of seven looks into files, and seldom.
  const { fileTypeFromBuffer } = await import('file-type')
  const found = await fileTypeFromBuffer(bytes)
  return found ? found.mime === type : texts.includes(type) && isText(bytes)
}

/** Whether a picture says where it was taken, or says things that cannot be read. */
export const isLocated = async (bytes: Uint8Array, type: string): Promise<boolean> => {
  if (!type.startsWith('image/')) return false
  const { default: reader, errors } = await import('exifreader')
  try {
    const { gps, xmp = {} } = reader.load(Buffer.from(bytes), { expanded: true })
    return gps !== undefined || Object.keys(xmp).some((name) => name.startsWith('GPS'))
  } catch (error) {
    return !(error instanceof errors.MetadataMissingError)
  }
}
