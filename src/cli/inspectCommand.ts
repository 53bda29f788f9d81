import { SEVERITIES } from '../core/findings/registry.js';
import type { InspectionHost } from '../core/inspection/host.js';
import { type Inspection, inspectPair } from '../core/inspection/inspect.js';
import type { InspectionJob } from '../core/inspection/job.js';
import { openPair } from '../core/inspection/openPair.js';
import type { Finding, Severity } from '../core/inspection/report.js';
import { useTeam } from '../core/statistics/team.js';
import { readKernels } from '../node/kernels.js';
import { localFile, openFile } from '../node/openFile.js';
import { pictureSize } from '../node/picture.js';
import { bundledTeam } from '../node/team.js';
import { dialectTable, runDialects } from './dialects.js';
import { gapText } from './explainGap.js';
import { writeMaps } from './maps.js';
import { type InspectOptions, parseInspect } from './options.js';
import { completePair } from './pair.js';
import { textReport } from './textReport.js';

/** `seg-loss inspect`: one pair in, one report out. Returns the exit status. */
export async function inspectCommand(
  args: string[],
  bundleFolder: string,
  output: { write(text: string): void },
): Promise<number> {
  const options = parseInspect(args);
  const job = await jobOf(options);
  const host: InspectionHost = {
    open: openFile,
    kernels: readKernels(bundleFolder),
    decodePicture: async file => ({ picture: null, size: await pictureSize(file) }),
    progress: () => {},
    signal: new AbortController().signal,
  };
  const team = bundledTeam(bundleFolder);
  useTeam(team);
  const pair = await openPair(job, host);
  try {
    const inspection = await inspectPair(pair, job, host);
    if (options.maps) {
      writeMaps(options.maps, inspection);
    }
    const added = await runDialects({ ...options, weights: job.loss.weights }, pair, inspection);
    output.write(
      options.json
        ? `${JSON.stringify({ ...inspection.report, ...added }, null, 2)}\n`
        : textReport(inspection.report) + dialectTable(added.dialects) + gapText(added.gap),
    );
    return options.failOn && reaches(inspection, options.failOn) ? 1 : 0;
  } finally {
    pair.close();
    // Helper threads that have nothing to do would keep the program running.
    team.dispose();
  }
}

async function jobOf(options: InspectOptions): Promise<InspectionJob> {
  const { sample, slice } = options;
  const pair = await completePair(options);
  return {
    ...options.settings(pair.dataset),
    prediction: { ...localFile(options.prediction), entry: options.predictionArray },
    label: { ...localFile(pair.label), entry: options.labelArray },
    image: options.image ? localFile(options.image) : undefined,
    classesFile: pair.classes ? localFile(pair.classes) : undefined,
    ...(sample === undefined ? {} : { sample }),
    ...(slice === undefined ? {} : { slice }),
    perPixel: options.maps !== undefined,
    boundaryWidth: options.boundaryWidth ?? null,
    layers: false,
  };
}

function reaches({ report }: Inspection, level: Severity): boolean {
  const rank = (finding: Finding) => SEVERITIES.indexOf(finding.severity);
  return report.findings.some(finding => rank(finding) <= SEVERITIES.indexOf(level));
}
