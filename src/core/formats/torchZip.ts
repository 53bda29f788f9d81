import { type ArrayFile, lazyFile } from './arrayFile.js';
import type { Region } from './pickle/arrays.js';
import { collectArrays } from './pickle/collect.js';
import { damaged } from './pickle/errors.js';
import { PickleReader } from './pickle/reader.js';
import { storageId, TorchStorage } from './pickle/torch.js';
import { unpickle } from './pickle/unpickle.js';
import type { PyValue } from './pickle/values.js';
import { CONSTRUCTORS } from './torchLegacy.js';
import type { ZipArchive, ZipMember } from './zip.js';

/** The pickle of an archive as torch.save writes it: the one named data.pkl, in any folder. */
export function torchPickle({ members }: ZipArchive): ZipMember | undefined {
  return members.find(({ name }) => /(^|\/)data\.pkl$/.test(name));
}

/**
 * The tensors of a PyTorch file as torch.save has written it since 1.6: a ZIP archive of a pickle NAME/data.pkl and one
 * stored member NAME/data/KEY for each storage, which is read where it lies.
 */
export function torchArrays(archive: ZipArchive, pickle: ZipMember, fileName: string): ArrayFile {
  const folder = pickle.name.slice(0, -'data.pkl'.length);
  const members = new Map(archive.members.map(member => [member.name, member]));
  const byteOrder = members.get(`${folder}byteorder`);
  const bigEndian = byteOrder !== undefined && archive.open(byteOrder).read(0, 3)[0] === 'b'.charCodeAt(0);
  const persistent = (value: PyValue) => {
    const id = storageId(value, fileName);
    return new TorchStorage(id, (): Region => {
      const member = members.get(`${folder}data/${id.key}`);
      if (!member) {
        throw damaged(fileName, `its storage ${JSON.stringify(id.key.slice(0, 40))} is missing`);
      }
      const source = archive.open(member);
      return { source, offset: 0, bytes: source.size, bigEndian };
    });
  };
  const source = { ...archive.open(pickle), name: fileName };
  const root = unpickle(new PickleReader(source), { constructors: CONSTRUCTORS, persistent });
  const { entries, unreadable } = collectArrays(root, fileName);
  return lazyFile('torch', entries, unreadable);
}
