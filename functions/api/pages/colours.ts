/** Each colour in light and in dark. Words of any of them on `paper`, `sheet` and `note` are dark enough to read. */
const palette = {
  paper: ['#fbfaf7', '#15171b'],
  sheet: ['#fff', '#1c1f25'],
  ink: ['#1d1f24', '#e8e6e1'],
  soft: ['#5a5f69', '#a6abb5'],
  line: ['#dcd9d1', '#343841'],
  link: ['#1b4f8a', '#8fbcf0'],
  act: ['#1f3a5f', '#9cc3f2'],
  'on-act': ['#fff', '#10151c'],
  focus: ['#b45309', '#f0a94b'],
  watch: ['#8a6a00', '#e0bd4f'],
  warning: ['#b4530a', '#f0975a'],
  emergency: ['#a61b1b', '#ff8a80'],
  good: ['#2b6b4f', '#7fcfa8'],
  note: ['#eef3f9', '#1d2836'],
  bad: ['#fbeaea', '#3a2022'],
  bar: ['#e7e4dc', '#2c3038'],
} as const satisfies Record<string, readonly [light: string, dark: string]>

export type Colour = keyof typeof palette

/** The colours of a stylesheet as variables, by what the reader's device prefers. */
export const colours = (names: readonly Colour[] = Object.keys(palette) as Colour[]) => {
  const as = (scheme: 0 | 1) => names.map((name) => `--${name}:${palette[name][scheme]}`).join(';')
  return `:root{color-scheme:light dark;${as(0)}}@media (prefers-color-scheme:dark){:root{${as(1)}}}`
}

export const typeface = 'system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif'
