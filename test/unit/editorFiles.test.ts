import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/shared.js';

const read = <T>(...path: string[]) => JSON.parse(readFileSync(join(ROOT, ...path), 'utf8')) as T;

interface Launch {
  configurations: { name: string; program?: string; cwd?: string; preLaunchTask?: string; args?: string[] }[];
}
interface Tasks {
  tasks: { label: string; type: string; script?: string; command?: string }[];
}

/** Built, not in a fresh clone. */
const MADE = /^(dist|out)\//;

describe('.vscode', () => {
  const { configurations } = read<Launch>('.vscode', 'launch.json');
  const { tasks } = read<Tasks>('.vscode', 'tasks.json');
  const { scripts } = read<{ scripts: Record<string, string> }>('package.json');

  it('starts what is there', () => {
    const places = configurations
      .flatMap(({ program, cwd, args = [] }) => [program, cwd, ...args])
      .flatMap(text => /\$\{workspaceFolder\}\/([^*$]+)$/.exec(text ?? '')?.[1] ?? []);
    assert.ok(places.length > 3);
    assert.deepEqual(
      places.filter(path => !MADE.test(path) && !path.startsWith('node_modules/') && !existsSync(join(ROOT, path))),
      [],
    );
    assert.ok(existsSync(join(ROOT, 'node_modules', 'mocha', 'bin', 'mocha.js')));
  });

  it('builds before it starts, by tasks that there are', () => {
    const labels = tasks.map(({ label }) => label);
    for (const { name, preLaunchTask } of configurations) {
      assert.ok(preLaunchTask === undefined || labels.includes(preLaunchTask), `${name}: ${preLaunchTask}`);
    }
    for (const { label, type, script, command } of tasks) {
      assert.ok(type === 'npm' ? scripts[script ?? ''] : command, label);
      for (const [file] of command?.matchAll(/scripts\/\S+/g) ?? []) {
        assert.ok(existsSync(join(ROOT, file)), `${label}: ${file}`);
      }
    }
  });
});
