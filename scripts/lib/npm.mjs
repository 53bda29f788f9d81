// npm as a program, the same whether a script was started through npm or by hand.
import { run } from './run.mjs';

/** The environment without what an outer `npm run` adds about itself; the user's own npm settings stay. */
export function plainEnv() {
  const env = { ...process.env };
  for (const key of Object.keys(env)) {
    if (/^npm_(package|lifecycle|command|execpath|node_execpath|config_(local_prefix|noproxy|node_gyp))/.test(key)) {
      delete env[key];
    }
  }
  delete env.INIT_CWD;
  return env;
}

/** Runs npm; options as in `run`. */
export function npm(args, { env = plainEnv(), ...options } = {}) {
  const name = `npm ${args[0]}`;
  const script = process.env.npm_execpath;
  if (script?.endsWith('.js')) {
    return run(process.execPath, [script, ...args], { name, env, ...options });
  }
  // On Windows npm is a .cmd file, which only a shell starts.
  return run('npm', args, { name, env, shell: process.platform === 'win32', ...options });
}

/** Runs npm quietly; if it fails, as downloads do now and then, once more, or the second way if there is one. */
export async function npmWithRetry(args, { second = args, ...options } = {}) {
  try {
    await npm(args, { quiet: true, ...options });
  } catch (error) {
    console.error(`${error.message}\nTrying once more: npm ${second[0]} ...`);
    await npm(second, { quiet: true, ...options });
  }
}
