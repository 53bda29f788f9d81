// The Chromium from npm (@sparticuz/chromium, Linux x64 only): unpacked once, next to the rest of the workbench.
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export const hasPackedChromium = process.platform === 'linux' && process.arch === 'x64';

/**
 * Unpacks the browser into `<folder>/chromium`. The package itself would unpack into the system's temporary folder
 * under a fixed name, where two runs, or one that was interrupted, spoil it for each other.
 */
export async function unpackChromium(folder) {
  const packed = join(folder, 'node_modules/@sparticuz/chromium');
  const target = join(folder, 'chromium');
  await mkdir(target);
  const { inflate } = await import(pathToFileURL(join(packed, 'build/index.js')).href);
  const before = process.env.TMPDIR;
  // Its only way to be told where to.
  process.env.TMPDIR = target;
  try {
    for (const part of ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br']) {
      await inflate(join(packed, 'bin', part));
    }
  } finally {
    if (before === undefined) {
      delete process.env.TMPDIR;
    } else {
      process.env.TMPDIR = before;
    }
  }
}

/**
 * Launch options for Playwright, best first: with the machine's own libraries, then with those that came along, for
 * machines without NSS and NSPR.
 */
export async function packedChromium(folder, profile) {
  const target = join(folder, 'chromium');
  if (!existsSync(join(target, 'chromium'))) {
    return [];
  }
  // The font that came along first, so that text looks the same everywhere, then the machine's.
  const fonts = join(profile, 'fonts.conf');
  await writeFile(fonts, fontsConf(join(target, 'fonts'), join(profile, 'fonts-cache')));
  const executablePath = join(target, 'chromium');
  const env = { ...process.env, FONTCONFIG_FILE: fonts };
  const libraries = [join(target, 'al2023/lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  return [
    { executablePath, env },
    { executablePath, env: { ...env, LD_LIBRARY_PATH: libraries } },
  ];
}

function fontsConf(folder, cache) {
  const prefer = ['sans-serif', 'system-ui']
    .map(name => `<alias binding="same"><family>${name}</family><prefer><family>Open Sans</family></prefer></alias>`)
    .join('\n');
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<dir>${folder}</dir>
<dir>/usr/share/fonts</dir>
<cachedir>${cache}</cachedir>
${prefer}
</fontconfig>
`;
}
