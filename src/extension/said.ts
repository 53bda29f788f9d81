import { join } from 'node:path';
import * as vscode from 'vscode';
import { type Sentences, Translator } from '../shared/sentences/translator.js';

const LANGUAGES = ['zh-cn'];

const translator = LANGUAGES.includes(vscode.env.language) ? load(vscode.env.language) : null;

/**
 * A sentence that was made where VS Code is not known (findings, failures, reasons), in the language of VS Code. Our own
 * messages are written with `vscode.l10n.t` instead.
 */
export function said(sentence: string): string {
  return translator?.translate(sentence) ?? sentence;
}

/** A file of its own, so that nobody else loads it. */
function load(language: string): Translator {
  const catalogue = require(join(__dirname, `sentences.${language}.js`)) as { sentences: Sentences; parts: Sentences };
  return new Translator(catalogue.sentences, catalogue.parts);
}
