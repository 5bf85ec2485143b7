interface Text {
  readonly language: string
  readonly instruction?: string | undefined
}

interface Worded<T extends Text> {
  readonly texts: readonly T[]
  readonly wordings?:
    | readonly { readonly class: string; readonly language: string; readonly instruction: string }[]
    | undefined
}

/** Whether anything is worded for a class. */
export const isWordedFor = ({ wordings = [] }: Worded<Text>, of: string | undefined) =>
  wordings.some((each) => each.class === of)

/** Texts as a reader of a class is told them; how they are worded for others is nobody's to know. */
export const wordedFor = <T extends Text, C extends Worded<T>>(
  { wordings = [], ...content }: C,
  of: string | undefined,
) => ({
  ...content,
  texts: content.texts.map((text) => {
    const own = wordings.find((each) => each.class === of && each.language === text.language)
    return own ? { ...text, instruction: own.instruction } : text
  }),
})
