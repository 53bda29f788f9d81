import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';
import CountingReporter from '../support/countingReporter.js';

/** What VS Code calls in the extension host: runs every *.test.js in this folder, rejects when one fails. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, reporter: CountingReporter });
  // What is printed here passes through a browser's console. Mocha's own `color` option does not reach a reporter class.
  CountingReporter.useColors = false;
  // While working: LOSS_INSPECTOR_GREP="a diagnosis" npm test -- integration
  mocha.grep(process.env.LOSS_INSPECTOR_GREP ?? '');
  for (const file of readdirSync(__dirname).filter(name => name.endsWith('.test.js'))) {
    mocha.addFile(join(__dirname, file));
  }
  const failures = await new Promise<number>(resolve => mocha.run(resolve));
  if (failures > 0) {
    throw new Error(`${failures} failed`);
  }
}
