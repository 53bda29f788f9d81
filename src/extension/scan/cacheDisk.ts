import { createReadStream } from 'node:fs';
import { appendFile, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';

/** A text file of lines, somewhere. */
export interface CacheDisk {
  /** Nothing where there is no file. */
  lines(): AsyncIterable<string>;
  append(text: string): Promise<void>;
  /** All of it anew: a failure leaves what was there. */
  replace(texts: Iterable<string>): Promise<void>;
  remove(): Promise<void>;
}

/** A file of the extension's own storage; its folder is made when something is first written. */
export function cacheFile(path: string): CacheDisk {
  return {
    async *lines() {
      const stream = createReadStream(path, 'utf8');
      try {
        yield* createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
          throw error;
        }
      } finally {
        stream.destroy();
      }
    },
    async append(text) {
      await mkdir(dirname(path), { recursive: true });
      await appendFile(path, text);
    },
    async replace(texts) {
      const beside = `${path}.new`;
      const file = await open(beside, 'w');
      try {
        for (const text of texts) {
          await file.write(text);
        }
      } catch (error) {
        await rm(beside, { force: true });
        throw error;
      } finally {
        await file.close();
      }
      await rename(beside, path);
    },
    remove: () => rm(path, { force: true }),
  };
}
