/** The look of the pages. It adapts to the width, and to whether its reader likes it dark. */
export const STYLE = `
:root { --ink: #172033; --soft: #55607a; --line: #dfe4ed; --ground: #eef1f6; --card: #fff; --panel: #f6f8fb;
  --accent: #2457c5; --solid: #2457c5; --sand: #ffe7ae; --on-sand: #4a3400;
  --good: #11693f; --bad: #b3261e; --waiting: #8a5200; --open: #2457c5; --over: #55607a; }
.stripe { --accent: #4b41d1; --solid: #5249dc; } .mercadopago { --accent: #00659f; --solid: #0072b1; } .paypal { --accent: #003087; --solid: #003087; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6ebf4; --soft: #a2aec3; --line: #2c3648; --ground: #0d1219; --card: #161d28; --panel: #1b2431;
    --accent: #8fb1ff; --solid: #2c5fd0; --sand: #3a2f12; --on-sand: #ffdf9b;
    --good: #5fd09c; --bad: #f59a92; --waiting: #eab466; --open: #8fb1ff; --over: #a2aec3; }
  .stripe { --accent: #aaa4ff; --solid: #5b52e0; } .mercadopago { --accent: #66c4f5; --solid: #0072b1; } .paypal { --accent: #8fb8ff; --solid: #1f4fa8; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 Inter, system-ui, sans-serif; }
h1, h2, h3, p, ul, dl, dd { margin: 0; } ul { padding: 0; list-style: none; }
a { color: var(--accent); } a:hover { text-decoration-thickness: 2px; }
code { font: .875em/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
h2 { font-size: .8125rem; line-height: 1.4; letter-spacing: .02em; color: var(--soft); font-weight: 650; margin: 1.75rem 0 .6rem; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.soft { color: var(--soft); }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.strip { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; padding: .5rem clamp(1rem, 4vw, 2rem); background: var(--sand); color: var(--on-sand); font-size: clamp(.8125rem, 3.6vw, .9375rem); }
.strip a { color: inherit; }

button { font: inherit; border-radius: 10px; border: 1px solid transparent; padding: .7rem 1rem; cursor: pointer; min-height: 2.75rem; }
.primary { background: var(--solid); color: #fff; font-weight: 600; }
.primary:hover { filter: brightness(1.12); }
.plain { background: var(--card); color: var(--ink); border-color: color-mix(in srgb, var(--soft) 55%, transparent); }
.plain:hover { border-color: var(--accent); background: color-mix(in srgb, var(--accent) 8%, var(--card)); }
.small { padding: .3rem .8rem; font-size: .875rem; min-height: 2.25rem; }

.tag { display: inline-block; padding: .1rem .6rem; border-radius: 99px; font-size: .8125rem; font-weight: 600; white-space: nowrap; }
.tag, .standing { color: var(--tone); background: color-mix(in srgb, var(--tone) 12%, transparent); }
.open { --tone: var(--open); } .waiting { --tone: var(--waiting); } .good { --tone: var(--good); } .bad { --tone: var(--bad); } .over { --tone: var(--over); }

.pay { max-width: 58rem; background: var(--card); overflow: hidden; }
.summary { padding: 1.75rem clamp(1.25rem, 5vw, 3rem); background: var(--solid); color: #fff; }
.merchant { display: flex; align-items: center; gap: .7rem; font-weight: 600; }
.badge { display: grid; place-items: center; width: 2.25rem; height: 2.25rem; border-radius: 50%; background: #fff; color: #172033; font-weight: 700; }
.summary h1 { font-size: 1.0625rem; font-weight: 500; line-height: 1.4; margin-top: 1.5rem; overflow-wrap: anywhere; }
.summary .amount { font-size: clamp(2rem, 9vw, 2.75rem); line-height: 1.15; font-weight: 700; letter-spacing: -.02em; overflow-wrap: anywhere; }
.summary .amount span { font-size: 1rem; font-weight: 500; letter-spacing: 0; }
.summary dl { margin-top: 1.25rem; font-size: .875rem; display: grid; gap: .6rem; }
.summary dd { overflow-wrap: anywhere; }
.desk { padding: 1.75rem clamp(1.25rem, 5vw, 3rem) 2.25rem; }
.brand { font-weight: 700; font-size: 1.125rem; color: var(--accent); margin-bottom: 1rem; }
.brand span { font-weight: 500; font-size: .8125rem; color: var(--soft); margin-left: .35rem; }
.standing { border-radius: 10px; padding: .75rem 1rem; border-left: 4px solid var(--tone); }
.standing strong { display: block; }
.standing span { color: var(--ink); font-size: .9375rem; }
.refusal { margin-bottom: .75rem; color: var(--bad); font-weight: 600; }
.back { display: inline-block; margin-top: .9rem; font-weight: 600; }
.desk form { display: grid; gap: .6rem; }
details form { margin-top: .9rem; }
.choice { text-align: left; display: grid; }
.choice span { font-size: .875rem; font-weight: 400; } .choice.plain span { color: var(--soft); }
.record { padding: 0 clamp(1.25rem, 5vw, 3rem) 2.25rem; background: var(--panel); border-top: 1px solid var(--line); }
.record div, .sent li { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; padding: .35rem 0; border-top: 1px solid var(--line); font-size: .875rem; }
.record .part { padding-left: 1rem; color: var(--soft); border-top-style: dashed; }
.sent span { color: var(--soft); }

.control, .alone { max-width: 62rem; margin: 0 auto; padding: clamp(1.5rem, 5vh, 3rem) clamp(1rem, 4vw, 2rem) 4rem; }
.control h1, .alone h1 { font-size: clamp(1.6rem, 6vw, 2.1rem); line-height: 1.2; letter-spacing: -.02em; margin-bottom: .4rem; }
.control h2 { font-size: 1.125rem; color: var(--ink); letter-spacing: 0; margin: 2.25rem 0 .75rem; }
.starters { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 19rem), 1fr)); }
.starter { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 1.25rem; display: flex; flex-direction: column; gap: .4rem; align-items: start; }
.starter h3 { font-size: 1rem; } .starter p { color: var(--soft); font-size: .9375rem; flex: 1; } .starter button { margin-top: .6rem; }
.rows { background: var(--card); border: 1px solid var(--line); border-radius: 14px; overflow: hidden; }
.rows li { display: grid; grid-template-columns: minmax(0, 1fr) auto 8rem; gap: .25rem 1.25rem; align-items: center; padding: .8rem 1.25rem; }
.rows li + li { border-top: 1px solid var(--line); }
.rows li:target { background: color-mix(in srgb, var(--accent) 8%, transparent); }
.rows li > :last-child { justify-self: end; }
.what > :first-child { display: block; font-weight: 600; overflow-wrap: anywhere; } .what > span, .sum span, .answer > span:last-child { color: var(--soft); font-size: .875rem; overflow-wrap: anywhere; }
.sum { font-weight: 600; font-variant-numeric: tabular-nums; } .sum span { font-weight: 400; }

.rows li > details:last-child { grid-column: 1 / -1; justify-self: stretch; min-width: 0; margin: 0; }
pre { margin: .6rem 0 0; padding: .75rem 1rem; border-radius: 10px; background: var(--panel); white-space: pre-wrap; }

.rows + form { margin-top: .75rem; text-align: right; }
.switch { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 1.25rem; margin-top: .75rem; display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 10rem), 1fr)); align-items: end; }
.answers { grid-template-columns: repeat(auto-fit, minmax(min(100%, 8rem), 1fr)); }
.switch p { grid-column: 1 / -1; font-size: .875rem; }
label { display: block; font-size: .875rem; font-weight: 600; margin-bottom: .25rem; }
select, input { font: inherit; width: 100%; min-height: 2.75rem; padding: .4rem .7rem; border-radius: 10px; border: 1px solid color-mix(in srgb, var(--soft) 75%, transparent); background: var(--card); color: var(--ink); }
details { margin-top: .9rem; } summary { cursor: pointer; color: var(--accent); font-weight: 600; }
.glossary { display: grid; gap: .6rem; margin-top: .75rem; } .glossary dd { color: var(--soft); font-size: .9375rem; }

@media (min-width: 46rem) {
  .pay { display: grid; grid-template: auto 1fr / minmax(0, 5fr) minmax(0, 6fr); margin: clamp(1rem, 6vh, 4rem) auto; border-radius: 16px; box-shadow: 0 1px 2px #0002, 0 12px 40px #0001; }
  .summary { padding-top: 2.75rem; } .summary:has(+ .desk:last-child) { grid-row: 1 / 3; } .desk { grid-area: 1 / 2 / 3; padding-top: 2.5rem; } .record { border: 0; } }
@media (max-width: 34rem) {
  .rows li { grid-template-columns: minmax(0, 1fr) auto; padding: .8rem 1rem; }
  .rows .what { grid-column: 1 / -1; } }
@media (min-width: 34.01rem) { .glossary div { display: grid; grid-template-columns: 14rem 1fr; gap: 1rem; } }
`;
