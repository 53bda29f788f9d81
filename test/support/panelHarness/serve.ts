import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import {
  DEFAULT_LOSS,
  type FileRef,
  type InspectionJob,
  type InspectionResult,
} from '../../../src/core/inspection/job.js';
import { Inspector } from '../../../src/extension/worker/inspector.js';
import type { Packed } from '../../../src/shared/packing.js';
import type { FromWorker, ToWorker } from '../../../src/shared/workerProtocol.js';
import { KERNEL_FOLDER, ROOT } from '../shared.js';

/**
 * The panel in any browser, with the answers of the real worker on a real pair:
 *
 *   npm run build && node out/test/support/panelHarness/serve.js [prediction label image classes other]
 *
 * then open the address it prints. Without arguments it shows the sample. `other` is what "Compare" compares with.
 */
const street = (folder: string, name: string) => join(ROOT, 'samples', 'street', folder, name);
const [
  prediction = street('predictions_a', 'crossing.npy'),
  label = street('labels', 'crossing.png'),
  image = street('images', 'crossing.png'),
  classesFile = street('', 'classes.json'),
  other = street('predictions_b', 'crossing.npy'),
] = process.argv.slice(2);
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

const waiting = new Map<number, (message: FromWorker) => void>();
const inspector = new Inspector(KERNEL_FOLDER, message => waiting.get(message.id)?.(message));
let lastId = 0;

/** Sends a request to the worker's code; every message about it arrives at `onMessage`. */
function request(message: object, onMessage: (message: FromWorker) => void): Promise<void> {
  const id = ++lastId;
  waiting.set(id, onMessage);
  return inspector.handle({ ...message, id } as ToWorker).finally(() => waiting.delete(id));
}

const file = (path: string): FileRef => ({
  name: path.slice(path.lastIndexOf('/', path.lastIndexOf('/') - 1) + 1),
  path,
});

function jobOf(path: string): InspectionJob {
  return {
    prediction: file(path),
    label: file(label),
    ...(image && { image: file(image) }),
    ...(classesFile && { classesFile: file(classesFile) }),
    classes: {},
    loss: DEFAULT_LOSS,
    kind: 'auto',
    layout: 'auto',
    perPixel: false,
    boundaryWidth: null,
    layers: true,
  };
}

async function inspect(): Promise<InspectionResult> {
  const job = jobOf(prediction);
  let result: InspectionResult | undefined;
  await request({ type: 'inspect', job, keep: 'pair' }, message => {
    if (message.type === 'done') {
      ({ result } = message);
    } else if (message.type === 'failed') {
      console.error(message.problem);
    }
  });
  return result!;
}

const inspected = inspect();

const base64 = ({ json, buffers }: Packed) => ({
  json,
  buffers: buffers.map(part => Buffer.from(part).toString('base64')),
});

/** One line a message, as they come. */
async function ask(body: string, response: ServerResponse): Promise<void> {
  await inspected;
  const { question, params, compares } = JSON.parse(body);
  const second = compares ? { key: 'other', job: jobOf(other) } : null;
  await request({ type: 'ask', question, params, pair: { key: 'pair', job: null }, other: second }, message => {
    if (message.type === 'partial' || message.type === 'answer') {
      response.write(`${JSON.stringify({ type: message.type, ...base64(message.answer) })}\n`);
    } else if (message.type === 'failed') {
      console.error(question, message.problem, message.stack ?? '');
      response.write(`${JSON.stringify({ type: 'failed', problem: message.problem })}\n`);
    }
  });
  response.end();
}

async function snapshot(response: ServerResponse): Promise<void> {
  const { report, layers, picture, background } = await inspected;
  const pair = { prediction: file(prediction).name, label: file(label).name, image: picture && file(image).name };
  const reading = { kind: 'auto', layout: 'auto' };
  const rest = {
    comparison: null,
    otherPrediction: file(other).name,
    layers,
    picture: picture?.info ?? null,
    background,
    reading,
    stale: false,
  };
  response.end(JSON.stringify({ state: 'ready', inspectionId: 1, pair, report, ...rest }));
}

const server = createServer(async (incoming, response) => {
  const { pathname } = new URL(incoming.url ?? '/', 'http://localhost');
  try {
    if (pathname === '/live/snapshot.json') {
      await snapshot(response);
    } else if (pathname === '/live/picture.bin') {
      response.end((await inspected).picture?.data);
    } else if (pathname === '/live/ask') {
      const parts: Buffer[] = [];
      for await (const part of incoming) {
        parts.push(part as Buffer);
      }
      await ask(Buffer.concat(parts).toString(), response);
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
  console.log(`http://127.0.0.1:${port}/test/support/panelHarness/?data=/live/`);
});
