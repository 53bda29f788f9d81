import { Translator } from '../../../shared/sentences/translator.js';
import { parts, sentences } from '../../../shared/sentences/zh-cn/catalogue.js';
import { speak } from '../localised.js';
import { arrayEditor } from './arrayEditor.js';
import { datasetReport } from './datasetReport.js';
import { panel } from './panel.js';

// A script of its own, loaded before any page's where VS Code speaks Chinese.
speak({ panel, arrayEditor, datasetReport, said: new Translator(sentences, parts).translate });
