import { InspectionError } from '../../core/errors.js';
import { isReadable } from '../../core/pairing/extensions.js';

/** What a link into the extension opens: `vscode://<publisher>.<name>/inspect?prediction=…&label=…`, `…/docs?code=…`. */
export type Link = { to: 'inspect'; prediction: string; label: string | null } | { to: 'docs'; code: string };

/** The query of a link; URIs in it are encoded whole. */
export function queryOf(link: Link): string {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(link)) {
    if (key !== 'to' && value !== null) {
      parameters.set(key, value);
    }
  }
  return parameters.toString();
}

/**
 * Reads a link that came from outside: anybody can make one, so only files of the open workspace are taken, and
 * nothing but opening is ever done. Throws link-invalid.
 *
 * @param isOfWorkspace whether a URI lies in one of the workspace folders
 */
export function parseLink(path: string, query: string, isOfWorkspace: (uri: string) => boolean): Link {
  const parameters = new URLSearchParams(query);
  const only = (...allowed: string[]) => {
    const keys = [...parameters.keys()];
    const odd = keys.find((key, k) => !allowed.includes(key) || keys.indexOf(key) !== k);
    if (odd !== undefined) {
      throw invalid(`has a parameter "${odd.slice(0, 40)}" that is unknown or there twice`);
    }
  };
  const file = (key: string): string | null => {
    const uri = parameters.get(key);
    if (uri === null) {
      return null;
    }
    // Segments that climb would leave a folder that their beginning lies in.
    if (
      !/^[a-z][a-z0-9+.-]*:\/\//i.test(uri) ||
      /(^|[/\\]|%2f|%5c)(\.|%2e){1,2}([/\\]|%2f|%5c|$)/i.test(uri) ||
      !isOfWorkspace(uri)
    ) {
      throw invalid(`names a ${key} that is not in an open folder`);
    }
    if (!isReadable(new URL(uri).pathname)) {
      throw invalid(`names a ${key} of a format that is not read`);
    }
    return uri;
  };
  if (path === '/inspect') {
    only('prediction', 'label');
    const prediction = file('prediction');
    if (prediction === null) {
      throw invalid('names no prediction');
    }
    return { to: 'inspect', prediction, label: file('label') };
  }
  if (path === '/docs') {
    only('code');
    const code = parameters.get('code') ?? '';
    if (!/^[a-z]+(-[a-z]+)*$/.test(code)) {
      throw invalid('names no code of a finding');
    }
    return { to: 'docs', code };
  }
  throw invalid('leads to nothing here');
}

function invalid(what: string): InspectionError {
  return new InspectionError(
    'link-invalid',
    `The link ${what}.`,
    'Open the folder of the files first, or inspect them from the Explorer.',
  );
}
