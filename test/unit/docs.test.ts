import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { USAGE } from '../../src/cli/usage.js';
import { ROOT } from '../support/shared.js';

const read = (...path: string[]) => readFileSync(join(ROOT, ...path), 'utf8');

/** Codes as the sources write them: `code: 'x'` in findings, the first argument of an error, tables of codes. */
function codesInSources(): Set<string> {
  const codes = new Set<string>();
  for (const file of readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })) {
    if (file.endsWith('.ts') && !file.includes('assembly')) {
      const text = read('src', file);
      for (const [, code] of text.matchAll(/(?:\bcode: |(?:InspectionError|Fail)\(\s*)'([a-z]+(?:-[a-z]+)*)'/g)) {
        codes.add(code);
      }
    }
  }
  return codes;
}

/** What a translation has to have in the same order: headings, items, commands without their comments, settings, links. */
function outline(markdown: string): string[] {
  const code = (line: string) => line.replace(/\s+#.*$/, '');
  const found: string[] = [];
  let inCode = false;
  for (const line of markdown.split('\n')) {
    const fence = line.startsWith('```');
    inCode = fence ? !inCode : inCode;
    if (fence || inCode) {
      found.push(code(line));
      continue;
    }
    found.push(...(line.match(/^(#+|-) /) ?? []).slice(0, 1));
    found.push(...[...line.matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link).filter(link => !/^README/.test(link)));
    found.push(...(line.match(/`segmentationLoss[^`]*`/g) ?? []));
  }
  return found;
}

describe('documentation', () => {
  it('explains every code', () => {
    const documented = new Set([...read('docs', 'findings.md').matchAll(/^### (.+)$/gm)].map(([, code]) => code));
    const codes = codesInSources();
    assert.ok(codes.size > 40);
    assert.deepEqual([...codes].filter(code => !documented.has(code)).sort(), []);
  });

  it('has the pages that are written from the code as the code is now', async () => {
    const { generatedPages } = (await import(pathToFileURL(join(ROOT, 'scripts', 'docs', 'pages.mjs')).href)) as {
      generatedPages(): Promise<Record<string, string>>;
    };
    for (const [name, text] of Object.entries(await generatedPages())) {
      assert.equal(read('docs', name), text, `docs/${name} is old: run npm run docs`);
    }
  });

  it('names the two commands on the first screen of the README', () => {
    const screen = read('README.md').split('\n').slice(0, 40).join('\n');
    assert.ok(screen.includes('npm start') && screen.includes('npm test'));
  });

  it('names files of the sample that are there, in the README', () => {
    const paths = read('README.md').match(/(?<=\s)samples\/[^\s`)]+/g) ?? [];
    assert.ok(paths.length > 1);
    assert.deepEqual(
      paths.filter(path => !existsSync(join(ROOT, path))),
      [],
    );
  });

  it('keeps the Chinese README in step with the English one', () => {
    assert.deepEqual(outline(read('README.zh-cn.md')), outline(read('README.md')));
  });

  it('links the two to each other on their first screens', () => {
    const screen = (file: string) => read(file).split('\n').slice(0, 5).join('\n');
    assert.ok(screen('README.md').includes('[简体中文](README.zh-cn.md)'));
    assert.ok(screen('README.zh-cn.md').includes('[English](README.md)'));
  });

  it('explains every flag of the command line', () => {
    const sources = readdirSync(join(ROOT, 'src', 'cli'));
    const flags = new Set(
      sources.flatMap(
        file => read('src', 'cli', file).match(/^ {2}'?[a-z-]+'?: (text|flag|list|\{ type.*\}),$/gm) ?? [],
      ),
    );
    assert.ok(flags.size > 10);
    for (const line of flags) {
      const flag = line.replace(/[^a-z-]*([a-z-]+).*/s, '--$1');
      assert.ok(USAGE.includes(flag), flag);
    }
  });
});
