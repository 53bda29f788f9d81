import type { GpuAcceleration } from '../settings/gpuAcceleration.js';
import type { PageLanguage } from './languages.js';

export interface PanelHtml extends PageLanguage {
  /** `webview.cspSource`. */
  cspSource: string;
  /** Fresh for every document. */
  nonce: string;
  /** Webview URIs. */
  script: string;
  style: string;
  title: string;
  /** The setting of that name; absent for a page without the viewer. */
  gpuAcceleration?: GpuAcceleration;
}

/** The whole document of the panel, set once; everything in it comes later by messages. */
export function panelHtml({
  cspSource,
  nonce,
  script,
  style,
  title,
  language,
  strings,
  gpuAcceleration,
}: PanelHtml): string {
  const policy = [
    `default-src 'none'`,
    // The nonce is for one empty <style> by which the toolkit tests for :focus-visible.
    `style-src ${cspSource} 'nonce-${nonce}'`,
    // A module hands its nonce on to the chunks it loads.
    `script-src 'nonce-${nonce}'`,
    `img-src ${cspSource} blob:`,
    `font-src ${cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escapeAttribute(language)}">
<head>
  <meta charset="UTF-8">
  <meta http-equiv="Content-Security-Policy" content="${escapeAttribute(policy)}">
  <meta property="csp-nonce" content="${escapeAttribute(nonce)}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="stylesheet" href="${escapeAttribute(style)}">
  <title>${escapeAttribute(title)}</title>
</head>
<body>
  <div id="app"${gpuAcceleration ? ` data-gpu-acceleration="${gpuAcceleration}"` : ''}></div>
  ${strings ? `<script nonce="${escapeAttribute(nonce)}" src="${escapeAttribute(strings)}"></script>` : ''}
  <script type="module" nonce="${escapeAttribute(nonce)}" src="${escapeAttribute(script)}"></script>
</body>
</html>`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeAttribute(text: string): string {
  return text.replace(/[&<>"']/g, character => ENTITIES[character] ?? character);
}
