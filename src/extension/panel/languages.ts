/** How VS Code names the languages that our pages speak besides English, and how a document does. */
const LANGUAGES: Readonly<Record<string, string>> = { 'zh-cn': 'zh-CN' };

export interface PageLanguage {
  /** The `lang` of the document. */
  language: string;
  /** The script that brings the strings, if they are not the English ones every page has. */
  strings?: string;
}

/** @param locale VS Code's own language, as `vscode.env.language` has it */
export function pageLanguageOf(locale: string, uriOf: (script: string) => string): PageLanguage {
  const language = LANGUAGES[locale];
  return language === undefined ? { language: 'en' } : { language, strings: uriOf(`webview.${locale}.js`) };
}
