export interface Header {
  readonly name: string
  readonly value: string
}

/** Takes a mail, or a part of one, apart at the empty line after its headers. */
export const splitMail = (raw: Buffer) => {
  const gap = raw[0] === 10 || (raw[0] === 13 && raw[1] === 10) ? /\r?\n/ : /\r?\n\r?\n/
  const found = gap.exec(raw.toString('latin1'))
  if (!found) return { head: raw, body: raw.subarray(raw.length) }
  return { head: raw.subarray(0, found.index), body: raw.subarray(found.index + found[0].length) }
}

const fieldsOf = (head: string) => head.split(/\r?\n(?![ \t])/).filter((field) => field !== '')

const headerOf = (field: string): Header => {
  const colon = field.indexOf(':')
  const value = field.slice(colon + 1).replace(/\r?\n[ \t]+/g, ' ')
  return { name: field.slice(0, colon).trim(), value: value.trim() }
}

/** A raw mail's headers as they stand in it, in order, unfolded and not decoded. */
export const rawHeaders = (raw: Uint8Array): Header[] =>
  fieldsOf(splitMail(Buffer.from(raw)).head.toString()).map(headerOf)

const replaced = /^(message-id|date|x-ses-configuration-set|x-ses-message-tags):/i

/** SES puts its own Message-ID and Date on every mail, and takes off the headers meant for itself. */
export const withIdentity = (raw: Uint8Array, messageId: string, at: Date): Buffer => {
  const { head, body } = splitMail(Buffer.from(raw))
  const fields = fieldsOf(head.toString('latin1')).filter((field) => !replaced.test(field))
  const own = [`Date: ${at.toUTCString().replace('GMT', '+0000')}`, `Message-ID: <${messageId}>`]
  return Buffer.concat([Buffer.from([...own, ...fields, '', ''].join('\r\n'), 'latin1'), body])
}
