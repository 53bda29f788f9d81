// Compiles the AssemblyScript kernels to out/kernels.wasm, unless that is newer than their sources.
import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const SOURCES = 'src/core/kernels/assembly';
const OUTPUT = 'out/kernels.wasm';

/** Compiles if needed; throws with the compiler's messages. */
export async function buildKernels() {
  process.chdir(fileURLToPath(new URL('..', import.meta.url)));
  const files = (await readdir(SOURCES)).map(name => join(SOURCES, name));
  const times = await Promise.all(files.map(async file => (await stat(file)).mtimeMs));
  const built = await stat(OUTPUT).then(
    found => found.mtimeMs,
    () => 0,
  );
  if (built > Math.max(...times)) {
    return OUTPUT;
  }
  await mkdir('out', { recursive: true });
  const { error, stderr } = await asc.main([
    ...[join(SOURCES, 'index.ts'), '--outFile', OUTPUT],
    ...['--enable', 'simd', '--runtime', 'stub', '--noAssert', '-O3'],
  ]);
  if (error) {
    throw new Error(`The kernels do not compile:\n${stderr.toString()}`, { cause: error });
  }
  return OUTPUT;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildKernels();
}
