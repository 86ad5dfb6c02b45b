/** Colours of a scheme: text has a contrast of at least 4.5 to its background. */
const light = `--ground:#ffffff;--raised:#f6f7f9;--line:#d5d9e0;--text:#1d2129;--soft:#555d6b;--link:#0b57a8;
--add:#14642f;--add-ground:#e5f4ea;--change:#77490a;--change-ground:#fdf1d8;--replace:#6a35b5;--replace-ground:#f1eafd;
--destroy:#a3172b;--destroy-ground:#fdeaea;--other:#14566b;--other-ground:#e2f2f7;`;

const dark = `--ground:#15181d;--raised:#1d2128;--line:#3a414d;--text:#e4e7ec;--soft:#a5adba;--link:#8cbcf2;
--add:#83d9a0;--add-ground:#16301f;--change:#eac27a;--change-ground:#33280f;--replace:#ccb2fb;--replace-ground:#2b2142;
--destroy:#ffaaa8;--destroy-ground:#401a1e;--other:#8ed0e4;--other-ground:#12303a;`;

const text = `
*{box-sizing:border-box}
html{scroll-behavior:auto;-webkit-text-size-adjust:100%}
body{margin:0 auto;padding:1.5rem 1rem 3rem;max-width:96rem;background:var(--ground);color:var(--text);
font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:anywhere}
h1,h2,h3,h4,p,ul,ol,pre{margin:0}
h1{font-size:1rem;font-weight:600;color:var(--soft)}
h2{font-size:1.25rem;line-height:1.3;margin:0 0 .75rem;padding-top:1.25rem;border-top:1px solid var(--line)}
h3{font-size:1rem;line-height:1.4}
h4{font-size:.9375rem;font-weight:600;line-height:1.5}
h2,h3,article,.changes{scroll-margin-top:1rem}
.changes{scroll-margin-top:3.5rem}
code,pre{font:.8125rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;unicode-bidi:isolate}
a{color:var(--link);text-decoration-thickness:1px;text-underline-offset:2px}
a:has(code){text-underline-offset:4px}
:focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:2px}
.meta,.note,.more,.notes,caption,.none{color:var(--soft);font-size:.8125rem}
.none{font-style:italic}
section,footer{margin-bottom:2rem}
section>p:not(.sum),.notes{max-width:46rem}
.drift>p{margin-bottom:.625rem}
`;

const top = `
header{margin-bottom:1.25rem}
.headline{font-size:1.625rem;line-height:1.25;font-weight:600;letter-spacing:-.01em;margin:.125rem 0 .75rem}
.headline .zero{color:var(--soft);font-weight:400}
.policy{display:inline-block;padding:.25rem .75rem;border-radius:4px;font-weight:600}
.policy.blocking{background:var(--destroy-ground);color:var(--destroy)}
.policy.passes{background:var(--add-ground);color:var(--add)}
nav{font-size:.875rem;margin-bottom:1.5rem}
nav ul,nav ol{list-style:none;padding:0}
nav>ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem}
nav details{margin-top:.5rem}
nav ol li{padding:.125rem 0}
nav summary{color:var(--soft)}
.tally{font-size:.8125rem;color:var(--soft)}
.create,.tally .create{color:var(--add)}
.update,.tally .update{color:var(--change)}
.replace,.tally .replace{color:var(--replace)}
.destroy,.tally .destroy{color:var(--destroy)}
.import,.move,.forget{color:var(--other)}
`;

const risks = `
.problems{border:1px solid var(--line);border-left:4px solid var(--destroy);border-radius:4px;padding:.625rem .875rem}
.risks+.problems{margin-top:.625rem}
.problems .verdict{background:var(--destroy-ground);color:var(--destroy)}
.risks+.risks,.problems+.risks{margin-top:.625rem}
.folded{margin-top:.625rem}
.folded ul{margin-top:.5rem}
.notice{max-width:60rem;margin:-.25rem 0 .75rem}
.first-apply{margin:-.375rem 0 .75rem;color:var(--soft)}
.problems ul{padding-left:1.125rem}
.risks{list-style:none;padding:0;display:grid;gap:.625rem}
.risk{border:1px solid var(--line);border-left-width:4px;border-radius:4px;padding:.625rem .875rem}
.risk p{max-width:60rem}
.risk.blocking{border-left-color:var(--destroy)}
.risk.acknowledged{border-left-color:var(--add)}
.verdict,.kind,.risky,.forces{display:inline-block;border-radius:3px;padding:0 .4375rem;font:600 .75rem/1.375rem system-ui,sans-serif;white-space:nowrap;vertical-align:.0625rem}
.verdict{background:var(--other-ground);color:var(--other)}
.blocking .verdict{background:var(--destroy-ground);color:var(--destroy)}
.acknowledged .verdict{background:var(--add-ground);color:var(--add)}
#acknowledge{margin-top:1.25rem}
.copy{margin-top:.5rem;padding:.75rem .875rem;background:var(--raised);border:1px solid var(--line);border-radius:4px;white-space:pre-wrap;user-select:all;max-height:24rem;overflow:auto}
`;

const changes = `
summary{cursor:pointer}
.group{border:1px solid var(--line);border-radius:4px;margin-bottom:.5rem}
.group>summary{padding:.5rem .75rem;background:var(--raised);border-radius:3px}
.group>summary h3{display:inline;margin-right:.375rem}
.group[open]>summary{border-bottom:1px solid var(--line);border-radius:3px 3px 0 0}
.change{padding:.75rem}
.change+.change{border-top:1px solid var(--line)}
.many .change{content-visibility:auto;contain-intrinsic-size:auto 12rem}
.kind{min-width:4.875rem;margin-right:.25rem}
.kind.create{background:var(--add-ground)}
.kind.update{background:var(--change-ground)}
.kind.replace,.forces{background:var(--replace-ground);color:var(--replace)}
.kind.destroy,.risky{background:var(--destroy-ground);color:var(--destroy)}
.kind.import,.kind.move,.kind.forget{background:var(--other-ground)}
.why{display:flex;flex-wrap:wrap;gap:0 .5rem;margin-top:.25rem;max-width:60rem}
.why-word{font-weight:600}
.why ul{list-style:none;padding:0}
.more{margin-top:.375rem}
.long{max-height:16rem;overflow:auto}
`;

const tables = `
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;font-weight:400;padding:.25rem .75rem .25rem 0}
tbody th,td{font-size:.8125rem}
.cost th,.cost td{font-size:.875rem}
thead th,.cost thead th{font-size:.75rem;font-weight:600;color:var(--soft);border-bottom:1px solid var(--line)}
tbody tr+tr>*{border-top:1px solid var(--line)}
td code{white-space:pre-wrap}
.attributes{table-layout:fixed;margin-top:.5rem}
.attributes th:first-child{width:28%}
.replacing th{font-weight:600}
caption{text-align:left;padding-bottom:.375rem}
.sum{font-weight:600;margin-bottom:.5rem}
.cost{max-width:60rem;font-variant-numeric:tabular-nums}
.cost th+th,.cost td{text-align:right;padding-right:0;padding-left:.75rem;white-space:nowrap}
.cost tfoot>tr>*{border-top:2px solid var(--line);font-weight:600}
.notes{padding-left:1.125rem;margin-top:.5rem}
`;

const topology = `
.scroll{overflow:auto;border:1px solid var(--line);border-radius:4px;padding:.75rem}
.topology{display:block;flex:none}
.topology text{font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;fill:currentColor}
.topology .first{font-weight:600}
.topology .edge{fill:none;stroke:var(--soft);stroke-width:1}
.topology .end{fill:var(--soft)}
.topology .part{color:var(--text)}
.topology rect{fill:var(--raised);stroke:var(--line)}
.topology .create{color:var(--add)}.topology .create rect{fill:var(--add-ground);stroke:var(--add)}
.topology .update{color:var(--change)}.topology .update rect{fill:var(--change-ground);stroke:var(--change)}
.topology .replace{color:var(--replace)}.topology .replace rect{fill:var(--replace-ground);stroke:var(--replace);stroke-width:2}
.topology .destroy{color:var(--destroy)}.topology .destroy rect{fill:var(--destroy-ground);stroke:var(--destroy);stroke-width:2;stroke-dasharray:5 3}
.as-list{margin-top:.5rem;font-size:.875rem}
.as-list summary{color:var(--soft)}
.as-list ul{padding-left:1.125rem}
`;

const sizes = `
@media (min-width:70rem){
body{display:grid;grid-template-columns:15rem minmax(0,1fr);column-gap:2.5rem;padding:2rem 2rem 4rem}
header{grid-column:1/-1}
nav{position:sticky;top:0;align-self:start;max-height:100vh;overflow:auto;padding:1.25rem .25rem;margin:0}
nav>ul{display:block}
nav>ul li{padding:.125rem 0}
nav .tally{display:block}
footer{grid-column:2}
}
@media (max-width:40rem){
.scroll{max-height:80vh}
.headline{font-size:1.375rem}
.attributes,.attributes tbody,.attributes tr,.attributes td,.attributes tbody th,.cost,.cost tbody,.cost tfoot,.cost tr,.cost tbody th,.cost tfoot th,.cost td,.cost caption{display:block}
.attributes thead,.cost thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
.attributes tr,.cost tr{padding:.375rem 0}
.attributes tbody tr+tr,.cost tbody tr+tr{border-top:1px solid var(--line)}
.attributes tbody tr>*,.cost tbody tr>*,.cost tfoot tr>*{border:0;padding:0;width:auto}
.attributes th:first-child{width:auto}
.cost tfoot tr{border-top:2px solid var(--line)}
.attributes tbody tr>td{padding-left:3.5rem;position:relative}
.attributes td::before{position:absolute;left:0;color:var(--soft);font:normal .75rem/1.375rem system-ui,sans-serif;content:"Before"}
.attributes td+td::before{content:"After"}
.attributes.single tbody tr>td{padding-left:0}
.attributes.single td::before{content:none}
.cost td{display:flex;justify-content:space-between;padding-left:0}
.cost td::before{content:attr(data-label);color:var(--soft);font-weight:400;font-style:normal}
}
@media print{
body{display:block;max-width:none;padding:0;font-size:10pt}
nav{display:none}
.scroll,.copy,.long{overflow:visible;max-height:none}
.topology{max-width:100%;height:auto}
.risk,.change tr{break-inside:avoid}
h2,h3,h4,summary{break-after:avoid}
body:not(.many) .group::details-content{content-visibility:visible;block-size:auto}
.many .change{content-visibility:visible}
}
`;

/** The style sheet of the page: light or dark as the reader's system is set, light in print. */
export const pageStyle = `:root{color-scheme:light dark;${light}}
@media screen and (prefers-color-scheme:dark){:root{${dark}}}
@media print{:root{color-scheme:light}}
${text}${top}${risks}${changes}${tables}${topology}${sizes}`;
