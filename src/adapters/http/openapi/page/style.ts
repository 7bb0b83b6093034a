/** The colours of all pages, for whoever likes it light, and for whoever likes it dark. */
export const PALETTE = `
:root { --ink: #1b2330; --soft: #5a6577; --line: #e3e7ee; --ground: #fff; --panel: #f6f8fb; --accent: #2457c5;
  --green: #137a4b; --amber: #9a5b00; --red: #b3261e; --violet: #6b3fa0; --code: #101828; --on-code: #d7deea; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e4e9f2; --soft: #9aa6b8; --line: #2a3342; --ground: #10151d; --panel: #171e29; --accent: #84aaff;
    --green: #57c795; --amber: #e0a458; --red: #f08b83; --violet: #bb98ec; --code: #0a0e14; } }
`;

/** The look of the page. It adapts to the width, too. */
export const STYLE = `${PALETTE}* { box-sizing: border-box; }
html { scroll-padding-top: 1.5rem; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.6 system-ui, sans-serif; }
a { color: var(--accent); text-decoration: none; }
a:hover { text-decoration: underline; }
code, pre { font: .875em/1.6 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
p code, li code, summary code { background: var(--panel); border: 1px solid var(--line); border-radius: 4px; padding: 0 .3em; overflow-wrap: anywhere; }
h1 { font-size: 2.1rem; line-height: 1.2; margin: 0; letter-spacing: -.02em; }
h2 { font-size: 1.5rem; line-height: 1.3; margin: 0 0 .5rem; letter-spacing: -.01em; }
h3 { font-size: 1.2rem; line-height: 1.3; margin: 0 0 .4rem; }
h3 a { color: inherit; }
h4 { font-size: .75rem; margin: 1.8rem 0 .4rem; text-transform: uppercase; letter-spacing: .08em; color: var(--soft); }
p, ul { margin: .6rem 0; }
.sub, .access, .headers { color: var(--soft); }
.intro { max-width: 46rem; }
.intro ul, .told > ul:not(.fields), details > ul:not(.fields) { padding-left: 1.2rem; }

nav .side { position: fixed; inset: 0 auto 0 0; width: 18rem; overflow-y: auto; padding: 1.5rem 1rem; background: var(--panel); border-right: 1px solid var(--line); }
nav .menu { display: none; }
nav .title { font-weight: 650; color: inherit; padding: 0 .5rem; }
nav h2 { font-size: .75rem; text-transform: uppercase; letter-spacing: .08em; color: var(--soft); margin: 1.5rem .5rem .3rem; }
nav ul { list-style: none; margin: 0; padding: 0; }
nav li a { display: grid; grid-template-columns: 2.6rem 1fr; gap: .4rem; align-items: baseline; padding: .25rem .5rem; border-radius: 6px; color: var(--ink); font-size: .875rem; line-height: 1.4; }
nav li a:hover { background: var(--line); text-decoration: none; }
nav .method { border: 0; padding: 0; background: none; }

main { margin-left: 18rem; padding: 3rem clamp(1.25rem, 4vw, 4rem) 6rem; max-width: 92rem; }
#authentication, .group { margin-top: 3.5rem; padding-top: 2.5rem; border-top: 1px solid var(--line); }
.operation { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 29rem); gap: 0 2.5rem; padding: 2.5rem 0; border-top: 1px dashed var(--line); }
.group > p + .operation { border-top: 0; padding-top: 1.5rem; }
.shown { position: sticky; top: 1.5rem; align-self: start; }
.place code { background: none; border: 0; padding: 0; font-size: .95em; }
.method, .status { font: 700 .7rem/1.6 ui-monospace, Menlo, Consolas, monospace; letter-spacing: .03em; border-radius: 4px; padding: .1em .45em; color: var(--soft); background: color-mix(in srgb, currentColor 12%, transparent); }
.get { color: var(--accent); } .post, .s2 { color: var(--green); } .put { color: var(--violet); } .s4 { color: var(--amber); } .s5 { color: var(--red); }

.fields { list-style: none; padding: 0; margin: .4rem 0; }
.fields > li { border-top: 1px solid var(--line); padding: .6rem 0; }
.fields p { margin: .1rem 0; }
.fields li > p:not(.head) { color: var(--soft); font-size: .925rem; }
.fields .fields { margin: .5rem 0 0 .25rem; padding-left: 1rem; border-left: 2px solid var(--line); }
.fields .fields > li:first-child { border-top: 0; }
.head code { background: none; border: 0; padding: 0; font-weight: 650; }
.type { color: var(--soft); font-size: .85rem; overflow-wrap: anywhere; }
.required { color: var(--amber); font-size: .75rem; margin-left: .3rem; }

.told details { border: 1px solid var(--line); border-radius: 8px; margin: .4rem 0; padding: 0 .9rem; }
.told details[open] { padding-bottom: .6rem; }
.told summary { cursor: pointer; padding: .45rem 0; list-style: none; display: flex; gap: .7rem; align-items: baseline; }
.told summary::-webkit-details-marker { display: none; }
.told summary span { flex: 1; color: var(--soft); font-size: .925rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.told small { color: var(--soft); white-space: nowrap; }
.told summary::after { content: "+"; color: var(--soft); }
.told details[open] summary::after { content: "–"; }
details .required { display: none; }
.headers { font-size: .85rem; }

figure { margin: .8rem 0; border-radius: 8px; overflow: hidden; background: var(--code); color: var(--on-code); }
figcaption { padding: .45rem .9rem; font-size: .8rem; line-height: 1.45; color: #a9b4c6; border-bottom: 1px solid #253042; }
figcaption code { background: none; border: 0; padding: 0; }
figcaption .status { color: #57c795; }
pre { margin: 0; padding: .8rem .9rem; overflow-x: auto; font-size: .775rem; }
pre code { font-size: inherit; }
pre i { font-style: normal; } pre .name { color: #8fb8ff; } pre .text { color: #9bd8a4; } pre .word { color: #f0b877; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }

@media (max-width: 75rem) { .operation { grid-template-columns: minmax(0, 1fr); } .shown { position: static; margin-top: 1rem; } }
@media (max-width: 52rem) {
  main { margin-left: 0; padding-top: 1.5rem; }
  nav .side { display: none; }
  nav .menu { display: block; background: var(--panel); border-bottom: 1px solid var(--line); }
  nav .menu summary { padding: .8rem 1.25rem; font-weight: 650; cursor: pointer; }
  nav .menu .links { max-height: 70vh; overflow-y: auto; padding: 0 .75rem 1rem; }
  h1 { font-size: 1.7rem; }
  .told summary span { white-space: normal; }
}
`;
