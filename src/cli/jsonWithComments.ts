/**
 * A JSON text without its comments and trailing commas, as VS Code allows them in settings: both become spaces, so that
 * positions in error messages stay true.
 */
export function withoutComments(text: string): string {
  // A string, a comment of either kind, or a comma before a closing bracket with nothing but space or comments between.
  const parts = /"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
  const bare = text.replace(parts, found => (found.startsWith('"') ? found : found.replace(/[^\n]/g, ' ')));
  return bare.replace(/"(?:[^"\\]|\\.)*"|,(?=\s*[\]}])/g, found => (found === ',' ? ' ' : found));
}
