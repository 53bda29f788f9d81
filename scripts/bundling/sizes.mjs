// What the build weighs, listed, and the limits it keeps: an extension that loads slowly is noticed too late otherwise.

/** What every window loads, and what every panel loads before it shows something: in under a second with so much. */
const MOST_BYTES = { 'dist/extension.js': 300_000, 'dist/webview.js': 400_000 };

/**
 * Prints one line an entry point: what a start loads, and what comes later. Throws where that is above its limit.
 *
 * @param {import('esbuild').Metafile['outputs']} outputs
 */
export function listSizes(outputs) {
  const scripts = Object.entries(outputs).filter(([path]) => path.endsWith('.js'));
  const kB = bytes => `${(bytes / 1000).toFixed(0)} kB`;
  const bytesOf = paths => paths.reduce((sum, path) => sum + outputs[path].bytes, 0);
  for (const [path, { entryPoint }] of scripts) {
    if (entryPoint && !/-[^-]+-[A-Z0-9]{8}\.js$/.test(path)) {
      const first = [...reached(path, outputs, 'import-statement')];
      const later = scripts.map(([other]) => other).filter(other => !first.includes(other));
      const limit = MOST_BYTES[path] ?? Number.POSITIVE_INFINITY;
      const most = path in MOST_BYTES ? ` of at most ${kB(limit)}` : '';
      const chunks = later.length > 0 ? `, and ${kB(bytesOf(later))} in ${later.length} chunks when shown` : '';
      console.log(`${path.padEnd(24)} ${kB(bytesOf(first)).padStart(8)}${most}${chunks}`);
      if (bytesOf(first) > limit) {
        throw new Error(`${path} loads ${kB(bytesOf(first))} at once; ${kB(limit)} is the most.`);
      }
    }
  }
}

/** A file and all that it imports at once. */
function reached(path, outputs, kind, found = new Set()) {
  if (!found.has(path)) {
    found.add(path);
    for (const one of outputs[path]?.imports ?? []) {
      if (one.kind === kind && !one.external) {
        reached(one.path, outputs, kind, found);
      }
    }
  }
  return found;
}
