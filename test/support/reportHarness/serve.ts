import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { absolute, fileState, listFolder } from '../../../src/cli/listFolder.js';
import { evaluatePair } from '../../../src/core/dataset/evaluatePair.js';
import { overviewOf } from '../../../src/core/dataset/overview.js';
import { planScan } from '../../../src/core/dataset/plan.js';
import type { PairRecord } from '../../../src/core/dataset/record.js';
import type { PlannedPair } from '../../../src/core/dataset/scan.js';
import { makeThumbnail } from '../../../src/core/dataset/thumbnail.js';
import { DEFAULT_LOSS } from '../../../src/core/inspection/job.js';
import { decodeSmall } from '../../../src/node/picture.js';
import type { PairName } from '../../../src/shared/datasetReportProtocol.js';
import { hostOf } from '../datasetFixture.js';
import { ROOT } from '../shared.js';

/**
 * The dataset report in any browser, with the numbers of a real scan:
 *
 *   npm run build && node out/test/support/reportHarness/serve.js [folder]
 *
 * then open the address it prints. Without an argument it shows the sample.
 */
const folder = absolute(process.argv[2] ?? join(ROOT, 'samples', 'street'));
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

const scanned = scan();

async function scan() {
  const rest = { perPixel: false, boundaryWidth: null, layers: false };
  const settings = { classes: {}, loss: DEFAULT_LOSS, kind: 'auto', layout: 'auto', ...rest } as const;
  const { signal } = new AbortController();
  const plan = await planScan(folder, {
    list: listFolder,
    state: fileState,
    settings: () => settings,
    version: '',
    signal,
  });
  const records: PairRecord[] = [];
  const pairs = new Map<string, PlannedPair>();
  for (const planned of plan.pairs) {
    const { job, ...pair } = planned;
    pairs.set(nameOf(pair), planned);
    records.push({ version: 1, ...pair, outcome: await evaluatePair(job, hostOf()) });
  }
  const { unmatched, complete } = plan;
  return { pairs, result: { version: 1 as const, shard: null, unmatched, complete, records } };
}

const nameOf = ({ dataset, model, prediction }: PairName) => `${dataset}\n${model}\n${prediction}`;

async function overview(baseline: string | null, response: ServerResponse): Promise<void> {
  const { result } = await scanned;
  const of = result.records.length;
  const status = { phase: 'done', done: of, of, failed: 0, rate: null, secondsLeft: null };
  response.end(JSON.stringify({ status, overview: overviewOf(result, baseline === null ? [] : [baseline]) }));
}

async function thumbnail(name: PairName, response: ServerResponse): Promise<void> {
  const planned = (await scanned).pairs.get(nameOf(name));
  if (!planned) {
    throw new Error('There is no such pair.');
  }
  const { width, height, rgba } = await makeThumbnail(planned.job, hostOf(), decodeSmall);
  response.setHeader('x-size', `${width} ${height}`);
  response.end(rgba);
}

const server = createServer(async (incoming, response) => {
  const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://localhost');
  try {
    if (pathname === '/live/overview.json') {
      await overview(searchParams.get('baseline'), response);
    } else if (pathname === '/live/thumbnail') {
      const parts: Buffer[] = [];
      for await (const part of incoming) {
        parts.push(part as Buffer);
      }
      await thumbnail(JSON.parse(Buffer.concat(parts).toString()), response);
    } else {
      const path = normalize(pathname);
      const content = await readFile(join(ROOT, path.endsWith('/') ? `${path}index.html` : path));
      response.setHeader('Content-Type', TYPES[extname(path) || '.html'] ?? 'application/octet-stream');
      response.end(content);
    }
  } catch (error) {
    response.statusCode = 404;
    response.end(String(error));
  }
});
server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : '';
  console.log(`http://127.0.0.1:${port}/test/support/reportHarness/`);
});
