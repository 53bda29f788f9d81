// Running other programs: always in a process group of their own, so that a time limit, Ctrl+C or a crash of the
// script takes everything down that it started. Node built-ins only: this also runs before `npm ci`.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

const PATIENCE_MS = 5000;
const posix = process.platform !== 'win32';
const groups = new Set();
const cleanups = new Set();
let ending = false;

/** Registers work (sync or async) for the end of this process, however it ends. Returns a way to take it back. */
export function onEnd(work) {
  cleanups.add(work);
  return () => cleanups.delete(work);
}

/** Whether this process is on its way out: what ends then has not failed. */
export const isEnding = () => ending;

/** Stops all programs, runs all registered work, then ends this process. */
export async function end(code) {
  if (ending) {
    return;
  }
  ending = true;
  await Promise.all([...groups].map(stopGroup));
  for (const work of [...cleanups].reverse()) {
    await Promise.resolve()
      .then(work)
      .catch(error => console.error(`While cleaning up: ${error.message}`));
  }
  process.exit(code);
}

process.on('exit', () => {
  for (const { pid } of groups) {
    killGroup(pid, 'SIGKILL');
  }
});
for (const [signal, number] of [
  ['SIGHUP', 1],
  ['SIGINT', 2],
  ['SIGTERM', 15],
]) {
  process.on(signal, () => end(128 + number));
}

/** Signals a program and everything it started; one that is gone already is fine. */
export function killGroup(pid, signal) {
  try {
    process.kill(posix ? -pid : pid, signal);
  } catch {
    // Gone.
  }
}

/** Ends a program as Ctrl+C would, so that it can clean up after itself, and by force if that takes too long. */
export async function stopGroup(child) {
  if (child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const exited = new Promise(resolve => child.once('exit', resolve));
  killGroup(child.pid, 'SIGTERM');
  let timer;
  const patience = new Promise(resolve => {
    timer = setTimeout(resolve, PATIENCE_MS);
  });
  await Promise.race([exited, patience]);
  clearTimeout(timer);
  killGroup(child.pid, 'SIGKILL');
}

/** Like child_process.spawn, but in a group that never outlives this process. */
export function spawnGroup(command, args, options = {}) {
  const child = spawn(command, args, { cwd: root, detached: posix, windowsHide: true, ...options });
  if (child.pid) {
    const { pid } = child;
    groups.add(child);
    child.once('exit', () => {
      // Grandchildren may still be there.
      killGroup(pid, 'SIGKILL');
      groups.delete(child);
    });
  }
  return child;
}

/**
 * Runs a program to its end.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ name?: string, seconds?: number, quiet?: boolean, cwd?: string, env?: NodeJS.ProcessEnv, shell?: boolean }} options
 *   `quiet` keeps the output back and puts an excerpt into the error; `seconds` is the time limit.
 * @returns {Promise<void>} rejects with one plain sentence when the program fails or takes too long.
 */
export function run(command, args, { name = command, seconds = 600, quiet = false, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const output = quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'];
    const child = spawnGroup(command, args, { stdio: output, ...options });
    let said = '';
    const keep = data => {
      said += data;
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    const fail = reason => reject(new Error([`${name} ${reason}`, ...excerpt(said)].join('\n')));
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      stopGroup(child).then(() => fail(`took longer than ${seconds} s and was stopped`));
    }, seconds * 1000);
    child.once('error', error => {
      clearTimeout(timer);
      fail(`could not be started: ${error.message}`);
    });
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) {
        resolve();
      } else if (!late && !ending) {
        fail(signal ? `was ended by ${signal}` : `ended with exit code ${code}`);
      }
    });
  });
}

/** The first and the last lines of an output: what went wrong stands in one or the other. */
function excerpt(text) {
  const lines = text.split(/\r?\n/).filter(line => line.trim() !== '');
  return lines.length <= 20 ? lines : [...lines.slice(0, 10), '...', ...lines.slice(-10)];
}
