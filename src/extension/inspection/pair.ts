/** The files of one inspection, as URI strings: comparable, storable, and free of `vscode`. */
export interface Pair {
  prediction: string;
  /** null: none was found; the inspection then says so. */
  label: string | null;
  image: string | null;
  classesFile: string | null;
}
