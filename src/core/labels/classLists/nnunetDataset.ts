import { InspectionError } from '../../errors.js';
import { isRecord, parseJson } from './json.js';
import { badList, type ClassListReader, MAX_CLASSES, type MutableClassList } from './reader.js';

/**
 * nnU-Net's dataset.json: {"labels": {"background": 0, "liver": 1, "ignore": 2}} (version 2), or ids as keys
 * (version 1 and the Medical Segmentation Decathlon). "ignore" is the ignore value (nnU-Net, ignore_label.md); labels
 * made of several ids are regions, whose losses are of another kind.
 */
export const nnunetDataset: ClassListReader = {
  fileNames: ['dataset.json'],
  read(text, name) {
    const bad = badList(name);
    const json = parseJson(text, bad);
    if (!isRecord(json) || !isRecord(json.labels)) {
      return undefined;
    }
    const list: MutableClassList = { names: [], colors: [] };
    for (const [key, value] of Object.entries(json.labels)) {
      if (Array.isArray(value)) {
        throw new InspectionError(
          'classes-regions',
          `${name} has the region ${JSON.stringify(key)} of several ids: nnU-Net trains regions with a sigmoid each, ` +
            'which is no loss over classes.',
          'Give a class list with one id per class (--classes, or a classes.json beside the labels).',
        );
      }
      const [id, className] = typeof value === 'string' ? [Number(key), value] : [value, key];
      if (typeof id !== 'number' || !Number.isInteger(id) || id < 0 || id >= MAX_CLASSES) {
        throw bad(`has the label ${JSON.stringify(key)} without a valid id`);
      }
      if (className === 'ignore') {
        list.ignoreValues = [id];
        list.ignoreName = className;
      } else {
        list.names[id] = className;
      }
    }
    list.count = list.names.length;
    return list.count === 0 ? undefined : list;
  },
};
