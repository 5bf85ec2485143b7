/** Quiet paper and ink, by day and by night. */
export const stylesheet = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#faf9f7, #171615);
  --sheet: light-dark(#ffffff, #201f1d);
  --ink: light-dark(#211f1c, #eceae6);
  --soft: light-dark(#66615a, #a8a29a);
  --line: light-dark(#e6e2dc, #35322e);
  --tint: light-dark(#f4f1ec, #292724);
  --accent: light-dark(#a3341f, #f0907a);
}
* { box-sizing: border-box }
body {
  margin: 0;
  background: var(--paper);
  color: var(--ink);
  font: 16px/1.5 ui-sans-serif, system-ui, 'Segoe UI', 'Noto Sans', sans-serif;
}
a { color: var(--accent) }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px }
.top, main { max-width: 66rem; margin-inline: auto; padding-inline: 1.5rem }
.top { display: flex; align-items: baseline; gap: .75rem; padding-block: 1.75rem 1.25rem }
.brand { color: var(--ink); font-weight: 650; font-size: 1.3rem; letter-spacing: -.01em; text-decoration: none }
.brand::before {
  content: ''; display: inline-block; width: .6rem; height: .6rem; margin-inline-end: .6rem;
  border-radius: 50%; background: var(--accent);
}
.alliance { color: var(--soft) }
main { padding-bottom: 4rem }

.filter { display: flex; align-items: center; gap: .6rem; margin-bottom: 1rem; flex-wrap: wrap }
.filter label { color: var(--soft); font-size: .9rem }
.filter input {
  flex: 0 1 22rem; padding: .45rem .7rem; font: inherit; color: inherit;
  background: var(--sheet); border: 1px solid var(--line); border-radius: 8px;
}
.filter button {
  padding: .45rem .9rem; font: inherit; color: inherit; cursor: pointer;
  background: var(--tint); border: 1px solid var(--line); border-radius: 8px;
}
.filter output { margin-inline-start: auto; color: var(--soft); font-size: .9rem; font-variant-numeric: tabular-nums }

.mails { list-style: none; margin: 0; padding: 0; background: var(--sheet); border: 1px solid var(--line); border-radius: 12px; overflow: hidden }
.mails li + li { border-top: 1px solid var(--line) }
.mail {
  display: grid; grid-template-columns: minmax(0, 16rem) minmax(0, 1fr) auto; gap: 1.25rem; align-items: baseline;
  padding: .7rem 1.1rem; color: inherit; text-decoration: none;
}
.mail:hover { background: var(--tint) }
.mail span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
.mail .to { color: var(--soft); font-size: .92rem }
.mail .subject { font-weight: 550; text-align: left }
time { color: var(--soft); font-size: .88rem; font-variant-numeric: tabular-nums; white-space: nowrap }
.empty { padding: 3rem 1rem; text-align: center; color: var(--soft); background: var(--sheet); border: 1px solid var(--line); border-radius: 12px }
.pages { display: flex; justify-content: space-between; margin-top: 1rem }

article { background: var(--sheet); border: 1px solid var(--line); border-radius: 12px; padding: 1.5rem 1.75rem 1rem }
h1 { margin: 0 0 1rem; font-size: 1.45rem; line-height: 1.3; letter-spacing: -.01em; overflow-wrap: anywhere }
h2 { margin: 1.25rem 0 .5rem; font-size: 1rem }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .2rem 1.25rem; margin: 0 }
dt { color: var(--soft); font-size: .92rem }
dd { margin: 0; overflow-wrap: anywhere }
dd time { color: inherit; font-size: inherit }
.envelope { padding-bottom: 1.1rem; margin-bottom: 1.1rem; border-bottom: 1px solid var(--line) }
iframe {
  display: block; width: 100%; height: max(32rem, calc(100vh - 24rem)); resize: vertical; overflow: auto;
  background: #fff; border: 1px solid var(--line); border-radius: 8px;
}
details { margin-block: 1rem; border-top: 1px solid var(--line); padding-top: 1rem }
iframe + details { border-top: 0; padding-top: 0 }
.envelope + details { border-top: 0; padding-top: 0 }
summary { cursor: pointer; font-weight: 550 }
.text { white-space: pre-wrap; overflow-wrap: anywhere; font: .95rem/1.55 ui-monospace, 'SF Mono', 'Noto Sans Mono', monospace }
.headers { margin-top: .75rem; font-size: .9rem }
.headers dd { font-family: ui-monospace, 'SF Mono', 'Noto Sans Mono', monospace }
.attachments { list-style: none; margin: 0; padding: 0 }
.attachments li { display: flex; gap: .75rem; align-items: baseline; flex-wrap: wrap }
.attachments span { color: var(--soft); font-size: .9rem }

@media (max-width: 46rem) {
  .mail { grid-template-columns: minmax(0, 1fr) auto; gap: .1rem 1rem }
  .mail .subject { grid-column: 1 / -1; grid-row: 1 }
  dl { grid-template-columns: 1fr }
  dd { margin-bottom: .4rem }
  article { padding-inline: 1rem }
}
`
