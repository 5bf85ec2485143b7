/** How large a file is, for people. */
export const sizeIn = (bytes: number, language: string) => {
  const isLarge = bytes >= 1_000_000
  const unit = isLarge ? 'megabyte' : 'kilobyte'
  const options = { style: 'unit', unit, maximumFractionDigits: isLarge ? 1 : 0 } as const
  return new Intl.NumberFormat(language, options).format(
    Math.max(bytes / (isLarge ? 1e6 : 1e3), isLarge ? 0 : 1),
  )
}
