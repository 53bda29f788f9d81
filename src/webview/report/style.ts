/** Light or dark as the reader has it; on paper light. */
export const STYLE = `:root{color-scheme:light dark;--ink:#1f2328;--muted:#59636e;--line:#d1d9e0;--ground:#fff}
@media (prefers-color-scheme:dark){:root{--ink:#e6e6e6;--muted:#a0a6ac;--line:#3d444d;--ground:#1b1b1b}}
@media print{:root{color-scheme:light;--ink:#000;--muted:#444;--line:#bbb;--ground:#fff}section{break-inside:avoid-page}}
body{margin:0;background:var(--ground);color:var(--ink);font:14px/1.5 system-ui,sans-serif}
main{max-width:1080px;margin:0 auto;padding:24px 16px}
h1{font-size:22px;margin:0 0 8px}h2{font-size:17px;margin:32px 0 8px}
p{margin:4px 0}code{font:12px/1.5 ui-monospace,monospace}
dl{margin:0}dd{margin:0}.files div{display:flex;gap:8px}.files dt{color:var(--muted);min-width:80px}.files dd{overflow-wrap:anywhere}
.wide{overflow-x:auto;margin:8px 0}table{border-collapse:collapse;font-variant-numeric:tabular-nums}
caption{text-align:left;color:var(--muted);padding:4px 0}
th,td{padding:3px 12px 3px 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line);font-weight:400}
thead th{color:var(--muted)}.numeric{text-align:right;white-space:nowrap}tbody th{white-space:nowrap}
.swatch{display:inline-block;width:10px;height:10px;margin-right:6px;border:1px solid var(--line);print-color-adjust:exact;-webkit-print-color-adjust:exact}
figure{margin:0}img{max-width:100%;height:auto;image-rendering:pixelated;border:1px solid var(--line)}
figcaption{color:var(--muted)}.legend{display:flex;flex-wrap:wrap;gap:4px 16px;list-style:none;margin:4px 0;padding:0}
.ramp{display:inline-block;width:200px;height:10px;border:1px solid var(--line);print-color-adjust:exact;-webkit-print-color-adjust:exact}
.findings{margin:0;padding-left:20px}.findings li{margin:4px 0}.hint,footer{color:var(--muted)}
.definitions dt{font-weight:600;margin-top:12px}footer{margin-top:32px}`;
