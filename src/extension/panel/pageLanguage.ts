import * as vscode from 'vscode';
import { type PageLanguage, pageLanguageOf } from './languages.js';

/** In what language a page speaks, and the script that brings its strings. */
export function pageLanguage(webview: vscode.Webview, extension: vscode.Uri): PageLanguage {
  return pageLanguageOf(vscode.env.language, name =>
    webview.asWebviewUri(vscode.Uri.joinPath(extension, 'dist', name)).toString(),
  );
}
