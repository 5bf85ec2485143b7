import { colours, typeface } from '../../colours.ts'

/**
 * The console's one stylesheet. Colours are variables, so that light, dark and print differ in one place; edges are
 * logical, so that a page from right to left is laid out and not merely turned round.
 */
const base = `
*{box-sizing:border-box}
html{font:100%/1.55 ${typeface};background:var(--paper);color:var(--ink);-webkit-text-size-adjust:100%}
body{margin:0;overflow-wrap:anywhere}th{overflow-wrap:normal}
:lang(km),:lang(ar){line-height:1.75}
a{color:var(--link);text-underline-offset:.18em;text-decoration-thickness:1px}a:hover{text-decoration-thickness:2px}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:3px}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .35em;font-weight:650;letter-spacing:-.01em}
h2{font-size:1.1rem;line-height:1.3;margin:0 0 .75rem;font-weight:650}
h3{font-size:1rem;margin:1.25rem 0 .4rem;font-weight:650}
p{margin:.4rem 0 .9rem;max-width:65ch}
ul,ol{padding-inline-start:1.2rem}
small,.small{font-size:.875rem}.soft{color:var(--soft)}
time{font-variant-numeric:tabular-nums}
dl{margin:0;display:grid;grid-template-columns:minmax(8rem,max-content) 1fr;gap:.35rem 1.25rem}
dt{color:var(--soft)}dd{margin:0;min-width:0}
.text{white-space:pre-line}
.skip{position:absolute;inset-inline-start:-99rem}.skip:focus{inset-inline-start:1rem;inset-block-start:.5rem;background:var(--sheet);padding:.5rem 1rem;z-index:1}
`

const frame = `
.top{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;align-items:center;padding:.7rem 1.25rem;border-block-end:1px solid var(--line);background:var(--sheet)}
.top>b{margin-inline-end:auto;letter-spacing:.01em}
.top form{margin:0}form h2{margin-block-start:1.6rem}.top button{padding:.3rem .8rem;font-size:.875rem}
.body{display:grid;grid-template-columns:12rem minmax(0,1fr);max-width:80rem;margin:0 auto}
.menu ul{list-style:none;margin:0;padding:1.25rem .75rem;position:sticky;inset-block-start:0}
.menu a{display:block;padding:.45rem .75rem;border-radius:.4rem;color:var(--ink);text-decoration:none}
.menu a:hover{background:var(--bar)}.menu a[aria-current]{background:var(--note);color:var(--link);font-weight:600}
main{padding:1.6rem 1.5rem 4rem;min-width:0}
.alone{max-width:34rem;margin:8vh auto;padding:1.5rem}
@media (max-width:52rem){.body{display:block}.menu ul{display:flex;gap:.1rem;overflow-x:auto;position:static;padding:.4rem .75rem;border-block-end:1px solid var(--line)}.menu a{white-space:nowrap;padding:.4rem .6rem}main{padding:1.1rem 1rem 3rem}h1{font-size:1.35rem}dl{grid-template-columns:1fr;gap:0}dd{margin:0 0 .6rem}}
`

const parts = `
.head{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:flex-start;justify-content:space-between;margin-block-end:1.25rem}.head>div{min-width:0;flex:1 1 18rem}
.sheet{background:var(--sheet);border:1px solid var(--line);border-radius:.6rem;padding:1.1rem 1.25rem;margin:0 0 1.1rem}
.grid{display:grid;gap:1.1rem;grid-template-columns:repeat(auto-fit,minmax(min(21rem,100%),1fr));align-items:start}.grid>.sheet{margin:0}
.rows{list-style:none;margin:0;padding:0}.rows>li{padding:.6rem 0;border-block-start:1px solid var(--line)}.rows>li:first-child{border:0;padding-block-start:0}.rows>li:last-child{padding-block-end:0}
.rows p{margin:.1rem 0}.sheet>p:last-child,.sheet>div>p:last-child,.sheet .numbers:last-child{margin-block-end:0}
.badge{display:inline-block;padding:.02rem .55rem;border:1px solid currentColor;border-radius:1rem;font-size:.8125rem;font-weight:600;white-space:nowrap}
.watch{color:var(--watch)}.warning{color:var(--warning)}.emergency{color:var(--emergency)}.good{color:var(--good)}
.emergency.badge{background:var(--emergency);color:var(--sheet);border-color:var(--emergency)}
.notice{border-inline-start:4px solid var(--link);background:var(--note);padding:.7rem 1rem;margin:0 0 1.1rem;border-radius:.3rem;max-width:none}
.notice.bad{border-color:var(--emergency);background:var(--bad)}.notice p:last-child{margin-block-end:0}
.numbers{display:flex;flex-wrap:wrap;gap:.5rem 2rem;margin:0 0 1rem;padding:0;list-style:none}.numbers b{display:block;font-size:1.5rem;line-height:1.2;font-variant-numeric:tabular-nums}
.count{float:inline-end;color:var(--soft);font-weight:400;font-variant-numeric:tabular-nums}
table{border-collapse:collapse;width:100%}th,td{text-align:start;padding:.45rem .75rem .45rem 0;border-block-end:1px solid var(--line);vertical-align:top}th{font-weight:600;color:var(--soft);font-size:.875rem}tr:last-child td{border:0}td.n,th.n{text-align:end;font-variant-numeric:tabular-nums}
@media (max-width:40rem){table.stack thead{position:absolute;inset-inline-start:-99rem}table.stack tr{display:block;padding:.5rem 0;border-block-end:1px solid var(--line)}table.stack td{display:block;border:0;padding:.1rem 0}table.stack td[data-label]::before{content:attr(data-label) ": ";color:var(--soft)}table.stack td.n{text-align:start}}
svg.bar{display:block;width:100%;height:1.1rem;border-radius:.55rem;background:var(--bar);margin:.5rem 0 1rem}
[dir=rtl] svg.bar{transform:scaleX(-1)}
svg.line{display:block;width:100%;height:auto;max-width:46rem}svg text{fill:var(--soft);font-size:11px}
.s-delivered{fill:var(--good)}.s-sent{fill:var(--link)}.s-sending{fill:var(--focus)}.s-bad{fill:var(--emergency)}.s-other{fill:var(--soft)}.s-queued{fill:var(--bar)}
.s-watch{fill:var(--watch)}.s-warning{fill:var(--warning)}.s-emergency{fill:var(--emergency)}
.key{display:inline-block;width:.8rem;height:.8rem;margin-inline-end:.4rem;vertical-align:-.08rem}
h2::first-letter,th::first-letter,.notice::first-letter{text-transform:uppercase}
ins{background:color-mix(in srgb,var(--good) 18%,transparent);text-decoration:underline}del{background:color-mix(in srgb,var(--emergency) 16%,transparent)}
.side{display:grid;gap:1.1rem;grid-template-columns:repeat(auto-fit,minmax(min(20rem,100%),1fr))}
`

const forms = `
form{margin:0}form h2{margin-block-start:1.6rem}label{display:block;font-weight:600;margin:.9rem 0 .25rem}
input,select,textarea{font:inherit;color:inherit;background:var(--sheet);border:1px solid var(--soft);border-radius:.4rem;padding:.45rem .6rem;max-width:100%}
input:not([type=checkbox],[type=radio],[type=file]),textarea,select{width:100%}textarea{min-height:6rem;resize:vertical}
input[type=checkbox],input[type=radio]{width:1.1rem;height:1.1rem;margin:0;accent-color:var(--act);flex:none}
fieldset{border:1px solid var(--line);border-radius:.6rem;margin:1.1rem 0;padding:.5rem 1.1rem 1rem;min-width:0}legend{font-weight:650;padding:0 .4rem}
.checks{display:grid;gap:.15rem 1rem;grid-template-columns:repeat(auto-fill,minmax(min(13rem,100%),1fr))}.checks label{display:flex;gap:.55rem;align-items:center;font-weight:400;margin:0;padding:.3rem 0;min-height:2rem}
.hint{color:var(--soft);font-size:.875rem;margin:0 0 .3rem}.fault{color:var(--emergency);font-size:.9rem;margin:.25rem 0;font-weight:600}[aria-invalid=true]{border-color:var(--emergency);border-width:2px}
[hidden]{display:none!important}
button,.button{display:inline-block;font:inherit;font-weight:600;padding:.55rem 1.1rem;border:1px solid var(--act);border-radius:.4rem;background:var(--act);color:var(--on-act);cursor:pointer;text-decoration:none;margin:0}
button.quiet,.button.quiet,.top button{background:transparent;color:var(--link);border-color:var(--line)}
button.grave{background:var(--emergency);border-color:var(--emergency);color:var(--sheet)}
.acts{display:flex;flex-wrap:wrap;gap:.6rem;align-items:center;margin:1.1rem 0 0}
.filters{display:flex;flex-wrap:wrap;gap:.6rem;align-items:flex-end;margin:0 0 1.1rem}.filters label{margin-block-start:0}.filters>div{flex:0 1 13rem}
.wide{max-width:none}.preview{min-width:0;margin-block-start:1.6rem}.preview iframe{display:block;width:100%;height:36rem;padding:0}.few{display:grid;gap:0 1rem;grid-template-columns:repeat(auto-fit,minmax(min(11rem,100%),1fr))}
.fixed{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(8.5rem,44%),1fr))}
.said{min-height:1.5rem;margin:.4rem 0;color:var(--emergency);font-weight:600}[aria-busy=true]{outline:2px dashed var(--soft);outline-offset:.3rem;cursor:progress}
@media (min-width:84rem){.beside{display:grid;grid-template-columns:minmax(0,1fr) minmax(22rem,32rem);gap:1.75rem;align-items:start}.preview{position:sticky;inset-block-start:0;max-height:100vh;overflow:auto;margin:0;padding:.25rem}}
details{margin:.6rem 0}summary{cursor:pointer;font-weight:600;color:var(--link)}
`

const print = `
@media print{:root{--paper:#fff;--sheet:#fff;--ink:#000;--soft:#333;--line:#999;--link:#000;--bar:#ddd;--note:#fff;--bad:#fff}.menu,.top form,.acts,.filters,.skip{display:none}.body{display:block}main{padding:0}.sheet{border:0;padding:0;break-inside:avoid}a{text-decoration:none}}
@media (prefers-reduced-motion:no-preference){svg.bar rect{transition:width .4s}}
`

export const style = [colours(), base, frame, parts, forms, print].join('').replace(/\n/g, '')
