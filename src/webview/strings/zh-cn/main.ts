import { Translator } from '../../../shared/sentences/translator.js';
import { parts, sentences } from '../../../shared/sentences/zh-cn/catalogue.js';
import { speak } from '../localised.js';
import { arrayEditor } from './arrayEditor.js';
import { panel } from './panel.js';

// A script of its own, loaded before the panel's or the array editor's where VS Code speaks Chinese.
speak({ panel, arrayEditor, said: new Translator(sentences, parts).translate });
