import { raw } from 'hono/html'
import { Fragment } from 'hono/jsx'
import { lines, oneLine } from './clean.ts'
import type { Block, Doc, Item, Words } from './document.ts'

// No colours of ours for text and ground: a reader's dark mode keeps working, and so does an old phone.
const style = {
  body: 'margin:0;padding:16px;font:16px/1.5 sans-serif;overflow-wrap:anywhere;word-wrap:break-word',
  column: 'max-width:40em;margin:0 auto;padding:16px 0 0;border-top:4px solid',
  banner: 'margin:0 0 16px;padding:8px 12px;border:2px solid;font-weight:bold',
  heading: 'margin:0 0 16px;font-size:22px;line-height:1.3',
  subheading: 'margin:24px 0 8px;font-size:17px',
  paragraph: 'margin:0 0 16px',
  facts: 'margin:24px 0 24px',
  fact: 'margin:0 0 6px',
  whole: 'white-space:nowrap',
  list: 'margin:0 0 16px;padding:0 20px',
  footer: 'margin:32px 0 0;padding:16px 0 0;border-top:1px solid;font-size:14px',
}

// What lies on a desk at night is two pages, and no address that answers for whoever picks it up. Screens, and
// clients that drop this, lose nothing.
const onPaper = [
  '@page{margin:14mm}@media print{body{padding:0!important;font-size:9pt!important;line-height:1.25!important}',
  'body>div{max-width:none!important;padding:4px 0 0!important}body>div div{margin-top:6px!important;padding-top:4px!important;font-size:9pt!important}',
  'p,h1,h2,ul,div{margin-bottom:4px!important}h1,h2{margin-top:6px!important;font-size:11pt!important}',
  'p:has(>a[href^="mailto:"]),h2:has(+p>a[href^="mailto:"]){display:none!important}}',
].join('')

const Broken = ({ text }: { text: string }) => (
  <>
    {text.split('\n').map((line, index) => (
      <Fragment>
        {index > 0 ? <br /> : null}
        {line}
      </Fragment>
    ))}
  </>
)

/** Somebody else's words say their language and find their own direction. */
const theirs = ({ language }: Words) =>
  language === undefined ? {} : ({ lang: language, dir: 'auto' } as const)

const utcTime = /(\d{4}-\d\d-\d\d \d\d:\d\d UTC)/

/** Browsers break a line within a date where the writing runs right to left. */
const Unbroken = ({ text }: { text: string }) => (
  <>
    {text.split(utcTime).map((part, at) => (at % 2 === 1 ? <span style={style.whole}>{part}</span> : part))}
  </>
)

const Inline = ({ words }: { words: Words }) =>
  words.language === undefined ? (
    <span>
      <Unbroken text={oneLine(words.text)} />
    </span>
  ) : (
    <bdi {...theirs(words)}>{oneLine(words.text)}</bdi>
  )

const Mark = ({ mark }: { mark: string | undefined }) => (mark ? <b>[{mark}] </b> : null)

const ListItem = ({ item }: { item: Item }) => (
  <li {...theirs(item.words)}>
    {item.term ? (
      <>
        <b>{oneLine(item.term.text)}:</b>{' '}
      </>
    ) : null}
    <Broken text={lines(item.words.text)} />
  </li>
)

const paragraphs = (text: string) => lines(text).split(/\n[\t ]*\n+/)

const Write = ({ block, doc }: { block: Block; doc: Doc }) => {
  const mark = <Mark mark={doc.mark} />
  switch (block.block) {
    case 'banner':
      return <p style={style.banner}>{oneLine(block.text)}</p>
    case 'heading':
      return (
        <h1 style={style.heading} {...theirs(block.words)}>
          {mark}
          {oneLine(block.words.text)}
        </h1>
      )
    case 'subheading':
      return (
        <h2 style={style.subheading}>
          {mark}
          {oneLine(block.text)}
        </h2>
      )
    case 'paragraph':
      return (
        <>
          {paragraphs(block.words.text).map((text) => (
            <p style={style.paragraph} {...theirs(block.words)}>
              {mark}
              <Broken text={text} />
            </p>
          ))}
        </>
      )
    case 'facts':
      return (
        <div style={style.facts}>
          {doc.mark ? <p style={style.fact}>{mark}</p> : null}
          {block.rows.map(([label, words]) => {
            const [before, after] = doc.factPattern.replace('{label}', label).split('{value}')
            return (
              <div style={style.fact}>
                <b>{before}</b>
                <Inline words={words} />
                {after}
              </div>
            )
          })}
        </div>
      )
    case 'list':
      return (
        <>
          {doc.mark ? <p style={style.paragraph}>{mark}</p> : null}
          <ul style={style.list}>
            {block.items.map((item) => (
              <ListItem item={item} />
            ))}
          </ul>
        </>
      )
    case 'link':
      return (
        <p style={style.paragraph}>
          {mark}
          {block.label}
          <br />
          <a href={block.url} dir="ltr">
            {block.url}
          </a>
        </p>
      )
  }
}

const Page = ({ doc }: { doc: Doc }) => (
  <html lang={doc.language} dir={doc.direction}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <meta name="color-scheme" content="light dark" />
      <title>{doc.title}</title>
      <style>{raw(onPaper)}</style>
    </head>
    <body style={style.body} dir={doc.direction}>
      <div style={style.column}>
        {doc.blocks.map((block) => (
          <Write block={block} doc={doc} />
        ))}
        {doc.footer.length > 0 ? (
          <div style={style.footer}>
            {doc.footer.map((block) => (
              <Write block={block} doc={doc} />
            ))}
          </div>
        ) : null}
      </div>
    </body>
  </html>
)

/** The HTML part: no images, no scripts, nothing from elsewhere. */
export const writeHtml = (doc: Doc) => `<!DOCTYPE html>\n${(<Page doc={doc} />).toString()}\n`
