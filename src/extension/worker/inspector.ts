import { toProblem } from '../../core/errors.js';
import { inspect } from '../../core/inspection/inspect.js';
import type { InspectionJob, InspectionResult } from '../../core/inspection/job.js';
import { readKernels } from '../../node/kernels.js';
import { openFile } from '../../node/openFile.js';
import { decodePicture } from '../../node/picture.js';
import type { FromWorker, ToWorker } from '../../shared/workerProtocol.js';

/** Answers the extension host's requests; every request gets exactly one `done` or `failed`. */
export class Inspector {
  private readonly running = new Map<number, AbortController>();

  constructor(
    private readonly bundleFolder: string,
    private readonly post: (message: FromWorker, transfer: ArrayBuffer[]) => void,
  ) {}

  async handle(message: ToWorker): Promise<void> {
    if (message.type === 'cancel') {
      this.running.get(message.id)?.abort();
      return;
    }
    const { id, job } = message;
    const controller = new AbortController();
    this.running.set(id, controller);
    try {
      const result = await this.run(id, job, controller.signal);
      this.post({ type: 'done', id, result }, buffersOf(result));
    } catch (error) {
      const stack = error instanceof Error ? error.stack : undefined;
      this.post({ type: 'failed', id, problem: toProblem(error), stack }, []);
    } finally {
      this.running.delete(id);
    }
  }

  private async run(id: number, job: InspectionJob, signal: AbortSignal): Promise<InspectionResult> {
    const { report, layers, picture, background } = await inspect(job, {
      open: openFile,
      kernels: readKernels(this.bundleFolder),
      decodePicture,
      progress: progress => this.post({ type: 'progress', id, progress }, []),
      signal,
    });
    return { report, layers, picture, background };
  }
}

/** Moved, not copied, to the extension host. */
function buffersOf({ layers, picture }: InspectionResult): ArrayBuffer[] {
  const arrays = [...layers.map(layer => layer.data), ...(picture ? [picture.data] : [])];
  return arrays.map(array => array.buffer as ArrayBuffer);
}
