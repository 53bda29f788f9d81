/**
 * The files a command was called on. The Explorer hands over the clicked item and the whole selection, a keybinding
 * or another extension perhaps one or two URIs, the palette nothing; each form counts once and in order.
 */
export function selectedFiles(args: readonly unknown[], isUri: (value: unknown) => boolean): string[] {
  const [clicked, selection] = args;
  const inSelection = Array.isArray(selection) ? selection.filter(isUri) : [];
  const uris = inSelection.length > 0 ? inSelection : args.filter(isUri);
  const all = isUri(clicked) && !includes(inSelection, clicked) && inSelection.length > 0 ? [clicked] : uris;
  return [...new Set(all.map(String))];
}

/** An item clicked outside the selection stands alone, as in the Explorer's own commands. */
function includes(uris: readonly unknown[], one: unknown): boolean {
  return uris.some(uri => String(uri) === String(one));
}
