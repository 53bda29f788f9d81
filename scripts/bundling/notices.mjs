// The licences of everything that ships: what esbuild put into the bundles, and what lies beside them in node_modules.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What may be in a bundle; anything else has to be looked at by a person first. */
const PERMISSIVE = ['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0'];

/** sharp's image libraries ship as files of their own, which can be exchanged, as their licence asks for. */
const EXCHANGEABLE = { packages: /^@img\/sharp-/, licences: /^(Apache-2\.0 AND )?LGPL-3\.0-or-later$/ };

/** Its small runtime is compiled into kernels.wasm, which no metafile knows of. */
const COMPILED_IN = ['assemblyscript'];

const INTRODUCTION = `Segmentation Loss Inspector contains the software listed here, under the licences listed with it.
Each package's source is on the npm registry under its name and version.
`;

/** Names of the packages whose code is in the outputs of these esbuild metafiles. */
export function packagesIn(metafiles) {
  const inputs = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap(output => Object.entries(output.inputs)),
  );
  const used = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  const names = used.map(([path]) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]);
  return [...new Set(names.filter(Boolean)), ...COMPILED_IN].sort();
}

/** The notices as one text, of the packages in these folders. Throws on a licence that is not known to allow shipping. */
export async function noticesOf(folders) {
  const packages = await Promise.all(folders.map(describe));
  const apache = packages.find(({ license, text }) => license === 'Apache-2.0' && text.includes('END OF TERMS'));
  const sections = packages.map(({ name, version, license, author, text }) => {
    const said =
      text || (license === 'Apache-2.0' ? `See the text under ${apache?.name}.` : standardText(license, author));
    return `${'-'.repeat(80)}\n${name} ${version} (${license})\n\n${said.trim()}\n`;
  });
  return [INTRODUCTION, ...sections].join('\n');
}

async function describe(folder) {
  const { name, version, license, author } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const exchangeable = EXCHANGEABLE.packages.test(name) && EXCHANGEABLE.licences.test(license);
  if (!PERMISSIVE.includes(license) && !exchangeable) {
    throw new Error(`${name} ${version} has the licence ${license}, which scripts/bundling/notices.mjs does not know.`);
  }
  const files = (await readdir(folder)).filter(file => /^(licen[cs]e|copying|notices?)(\.|$)/i.test(file)).sort();
  // The binaries of sharp's image libraries list the licences of their parts in their README.
  const sources = files.length > 0 || !/libvips/.test(name) ? files : ['README.md'];
  const texts = await Promise.all(sources.map(file => readFile(join(folder, file), 'utf8')));
  return { name, version, license, author: author?.name ?? author, text: texts.join('\n\n').replace(/\r\n/g, '\n') };
}

/** For packages that name their licence and bring no text. */
function standardText(license, author) {
  if (license !== 'MIT') {
    throw new Error(`A package under ${license} brings no text of it.`);
  }
  return `Copyright (c) ${author ?? 'the authors'}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;
}
