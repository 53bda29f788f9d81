import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DIALECTS } from '../../../src/core/dialects/registry.js';
import { type Convention, conventionsOf, FAMILY_NAMES } from '../../../src/core/dialects/words.js';
import { Translator } from '../../../src/shared/sentences/translator.js';
import { parts, ROOMS, sentences } from '../../../src/shared/sentences/zh-cn/catalogue.js';
import { type Literal, literalsOf } from '../../support/literals.js';
import { ROOT } from '../../support/shared.js';

/** Where sentences are made that a user of VS Code reads. */
const MADE_IN = ['src/core', 'src/node', 'src/extension'];

/** What lies there and is not read in VS Code, or is no sentence: scripts, exports, class names, what language models read, errors of ours. */
const NOT_READ =
  /^src\/(core\/(analysis\/snippet|dataset\/html|kernels|tensors|labels\/presets|statistics|pairing\/words|dialects\/passes)|node\/(gradientFile|team|sumPool)|extension\/(agents|panel\/html|worker\/main))/;

/** What libraries say when they raise an error: quoted, never translated. */
const QUOTED = /^src\/core\/dialects\/(context|hf|mmseg|monai|smp|families\/)/;

/** Texts with spaces that are no sentences: keys of what is kept, names, and what is copied as English text. */
const NAMES = [
  /^(boundary distances|easy share|cross sums|slice of axis \{0\}|(pair|skipped) \{0\})$/,
  /^(mmsegmentation|segmentation_models\.pytorch|MONAI): /,
  /^(pages? \{0\}|pages \{0\}-\{1\}|\(long name\)|log cosh|(greyscale|truecolour) with alpha)$/,
  /^(Pairing of \{0\}\{1\}| \(dataset \{0\}\)|Classes: \{0\} \(\{1\}\))$/,
];

/** Sentences, and parts of them: a few words, not a name of a field or a list of codes. */
function isSaid(text: string): boolean {
  const words = text.replace(/\{\d+\}/g, '{}').replace(/"[^"]*"|`[^`]*`/g, '');
  return /(^|[ {(])[a-z]{2,}[,:;]? ([a-z]{2,}|\{\})/i.test(words) || /\{\} [a-z]{3,}/.test(words);
}

/** Placeholders without their numbers: a part of a sentence has other numbers than the whole. */
const plain = (text: string): string => text.replace(/\{\d+\}/g, '{}');

const everything = { ...sentences, ...parts };

/** Names that engineers write in English. */
const SAME_IN_CHINESE = [
  'Focal',
  'logits',
  'not a number',
  '{0}: CDHW',
  '{0}: CHW',
  '{0}: HW',
  '{0}: HWC',
  '{0}: logits',
];

interface Found extends Literal {
  file: string;
}

function sources(): { file: string; text: string }[] {
  return MADE_IN.flatMap(room =>
    readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.ts'))
      .map(name => join(room, name))
      .filter(file => !NOT_READ.test(file) && !QUOTED.test(file)),
  ).map(file => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }));
}

/** Every text, those within others included. */
function literals(): Found[] {
  const flat = (one: Literal): Literal[] => [one, ...one.inner.flatMap(flat)];
  return sources().flatMap(({ file, text }) => {
    // VS Code's own catalogue has the first; logs are in English.
    const isOther = ({ at }: Literal) => /\b(l10n\.t|log\.\w+)\(\s*$/.test(text.slice(Math.max(0, at - 80), at));
    return literalsOf(text)
      .filter(one => !isOther(one))
      .flatMap(flat)
      .filter(one => !isOther(one))
      .map(one => ({ file, ...one }));
  });
}

describe('sentences in Chinese', () => {
  const found = literals();
  const keys = Object.keys(everything).map(plain);
  const choices = new Set(
    Object.values(everything).flatMap(one => [...one.matchAll(/\|([^=|}]+)=/g)].map(([, word]) => word)),
  );
  const isThere = (text: string) =>
    choices.has(text) || keys.some(key => key === plain(text) || key.includes(plain(text).trim()));

  it('are there for every sentence that is made', () => {
    const missing = found
      .filter(({ text }) => isSaid(text) && !NAMES.some(name => name.test(text)) && !isThere(text))
      .map(({ file, line, text }) => `${file}:${line} ${text}`);
    assert.deepEqual(missing, []);
  });

  it('are there for no sentence that is made no more', () => {
    const made = found.map(({ text }) => plain(text).trim()).filter(text => text.length > 2);
    const stale = Object.values(ROOMS)
      .flatMap(room => Object.keys(room))
      .filter(key => !made.some(text => plain(key).includes(text)));
    assert.deepEqual(stale, []);
  });

  it('know the words that are put into them', () => {
    const made = new Set(found.flatMap(({ text }) => [text, `${text}s`]).map(plain));
    assert.deepEqual(
      [...choices].filter(word => !made.has(word)),
      [],
    );
  });

  it('are each in one room', () => {
    const all = [...Object.values(ROOMS), parts].flatMap(room => Object.keys(room));
    assert.deepEqual(
      all.filter((key, k) => all.indexOf(key) !== k),
      [],
    );
  });

  it('are Chinese, and insert nothing that the English one does not have', () => {
    for (const [english, chinese] of Object.entries(everything)) {
      const given = new Set(english.match(/\{\d+/g));
      for (const placeholder of chinese.match(/\{\d+/g) ?? []) {
        assert.ok(given.has(placeholder), `${english} has no ${placeholder}}`);
      }
    }
    const untouched = Object.entries(everything).filter(([, chinese]) => !/[\u4e00-\u9fff]/.test(chinese));
    assert.deepEqual(untouched.map(([english]) => english).sort(), SAME_IN_CHINESE);
  });
});

describe('the translator into Chinese', () => {
  const translator = new Translator(sentences, parts);

  /** What is put in for {k}: a word it asks for, a sentence it knows, or anything. */
  const example = (sentence: string, chinese: string, k: string): [english: string, chinese: string] => {
    if (sentence.includes(`}{${k}}`)) {
      // An ending, such as that of a plural.
      return ['', ''];
    }
    const how = new RegExp(`\\{${k}(!|\\|[^}]*)?\\}`).exec(chinese)?.[1] ?? '';
    const [word, translation] = how.length > 1 ? how.slice(1).split('|')[0].split('=') : [];
    const anything = `⟨${k}⟩`;
    return word !== undefined && translation !== undefined
      ? [word, translation]
      : how === '!'
        ? ['the same name', '名称相同']
        : [anything, anything];
  };

  it('tells every sentence from all others', () => {
    for (const [english, chinese] of Object.entries(sentences)) {
      const said = english.replace(/\{(\d+)\}/g, (_, k: string) => example(english, chinese, k)[0]);
      const expected = chinese.replace(/\{(\d+)(!|\|[^}]*)?\}/g, (_, k: string) => example(english, chinese, k)[1]);
      assert.equal(translator.translate(said), expected);
    }
  });

  it('knows the conventions of every dialect', () => {
    const words = DIALECTS.flatMap(({ terms }) =>
      terms.flatMap(({ family, conventions }) => [
        FAMILY_NAMES[family],
        ...(conventionsOf(family) as readonly Convention<never>[]).flatMap(({ name, say }) => [
          name,
          say(conventions as never),
        ]),
      ]),
    );
    const inWords = [...new Set(words)].filter(one => /[a-z]{3,}/.test(one) && one !== 'log cosh');
    assert.deepEqual(
      inWords.filter(one => !translator.knows(one)),
      [],
    );
    assert.ok(inWords.length > 50);
  });

  it('puts sentences together as the core does', () => {
    const said: [english: string, chinese: string][] = [
      ['uint8 values 0–6 and 8–11: read as ids', 'uint8，值 0–6 和 8–11：读作 id'],
      ['values in [0, 1], channel sums 1 ± 0.001: probabilities', '值域 [0, 1]，通道之和为 1 ± 0.001：概率'],
      [
        '3 of 3 pairs, the first of them: 1 of 9 classes (bicycle) are not in the label and add 0.111 to the Dice loss.',
        '3 个配对中有 3 个，其中第一个：9 个类别中有 1 个（bicycle）不在标签中，使 Dice 损失增加 0.111。',
      ],
      ['11 (Unlabelled (void)) is ignored', '忽略 11 (Unlabelled (void))'],
      [
        'x.npy has 3 slices, counted from 0: there is no slice 7. Choose a slice from 0 to 2 (--slice).',
        'x.npy 有 3 个切片，从 0 起计：没有切片 7。请选择切片，0 到 2 (--slice)。',
      ],
      [
        'x.png has 7 pixels (1 %) in more than 9 colours of no class: #4ab62e at 5 pixels (1 %), #000000 at 2 pixels (1 %) and 7 more.',
        'x.png 有 7 个像素 (1 %) 属于 超过 9 种不属于任何类别的颜色：#4ab62e（5 个像素，1 %）、#000000（2 个像素，1 %） 及另外 7 个。',
      ],
    ];
    for (const [english, chinese] of said) {
      assert.equal(translator.translate(english), chinese);
    }
  });
});

describe('a translator', () => {
  const translator = new Translator(
    {
      'There is no {0} {1}.': '没有{0|sample=样本|slice=切片} {1}。',
      '{0} means {1}': '{0}：{1|}',
      '{0} in {1}': '{0!}，在 {1} 中',
      'the same name': '名称相同',
      'a {0} file': '一个 {0} 文件',
      'Ask again.': '请重试。',
      '{0} has {1} pixels': '{0} 有 {1} 个像素',
    },
    { '{0} and {1}': '{0} 和 {1}' },
  );
  const same = (sentence: string) => {
    assert.equal(translator.translate(sentence), sentence);
    assert.ok(!translator.knows(sentence));
  };

  it('inserts what varies, in the order of its own sentence', () => {
    assert.equal(translator.translate('There is no slice 7.'), '没有切片 7。');
  });

  it('takes a sentence for none whose words it does not know', () => {
    same('There is no row 7.');
    same('Something in a.png');
    assert.equal(translator.translate('the same name in labels'), '名称相同，在 labels 中');
  });

  it('translates a sentence within a sentence only where it is told to', () => {
    assert.equal(translator.translate('x.png means a PNG file'), 'x.png：一个 PNG 文件');
    assert.equal(translator.translate('Ask again. means a PNG file'), 'Ask again.：一个 PNG 文件');
  });

  it('knows parts only within sentences', () => {
    same('this and that');
    assert.equal(translator.translate('x means this and that'), 'x：this 和 that');
  });

  it('takes the sentence that leaves least open', () => {
    assert.equal(translator.translate('what means x has 3 pixels'), 'what：x 有 3 个像素');
  });

  it('takes several sentences one by one', () => {
    assert.equal(translator.translate('There is no sample 2. Ask again.'), '没有样本 2。请重试。');
  });

  it('leaves what it does not know, and special characters are only characters', () => {
    same('Something else.');
    assert.equal(translator.translate('$1 {0} has $& pixels'), '$1 {0} 有 $& 个像素');
    assert.equal(new Translator({ 'a (b) [c] {0}?': '甲 {0}' }).translate('a (b) [c] x.*?'), '甲 x.*');
  });
});
