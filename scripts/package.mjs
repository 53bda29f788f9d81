// `npm run package`: a .vsix for every platform, or for those named (`npm run package -- linux-x64`), in packages/, each
// checked by test/package/.
import { relative } from 'node:path';
import { end, root } from './lib/run.mjs';
import { build, checkNode, ensureDependencies } from './lib/setup.mjs';
import { currentPlatform, PLATFORMS } from './package/platforms.mjs';
import { mocha } from './testing/suites.mjs';

try {
  const given = process.argv.slice(2).map(name => (name === 'current' ? currentPlatform() : name));
  const unknown = given.find(name => !(name in PLATFORMS));
  if (unknown !== undefined) {
    throw new Error(`There is no package for "${unknown}": ${Object.keys(PLATFORMS).join(', ')}, current`);
  }
  checkNode();
  await ensureDependencies();
  await build();
  // What it needs may only just have been installed.
  const { writeVsix } = await import('./package/vsix.mjs');
  console.log("Packaging; sharp's binaries come from npm (about 8 MB for each other platform, once) ...");
  const platforms = given.length > 0 ? given : Object.keys(PLATFORMS);
  for (const platform of platforms) {
    const { file, bytes, paths } = await writeVsix(platform);
    console.log(`  ${relative(root, file)}: ${(bytes / 1e6).toFixed(2)} MB, ${paths.length} files`);
  }
  const env = { ...process.env, LOSS_INSPECTOR_PACKAGES: platforms.join(' ') };
  await mocha(['out/test/package/vsix.test.js'], 180_000, env, 600);
  await end(0);
} catch (error) {
  console.error(error.message);
  await end(1);
}
