import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/**
 * Mocha's usual output, plus the counts in a file: `npm test` sums them over all suites. Without the variable
 * LOSS_INSPECTOR_RESULTS it only prints.
 */
class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    // A test that passes only on its second run is worth knowing of.
    runner.on(Mocha.Runner.constants.EVENT_TEST_RETRY, (test: Mocha.Test, error: Error) => {
      console.log(`    ! runs once more: ${test.fullTitle()}: ${error.message.split('\n')[0]}`);
    });
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const file = process.env.LOSS_INSPECTOR_RESULTS;
      if (file) {
        const { passes, failures, pending } = this.stats;
        writeFileSync(file, JSON.stringify({ passed: passes, failed: failures, skipped: pending }));
      }
    });
  }
}

export = CountingReporter;
