import type { Rgb } from '../palette.js';
import { parseColor } from '../palette.js';
import { badList, type ClassListReader, type MutableClassList } from './reader.js';

const LINE = /^(.+?):(\d{1,3}),(\d{1,3}),(\d{1,3}):[^:]*:[^:]*$/;

/**
 * CVAT's labelmap.txt ("Segmentation mask 1.1"; Datumaro's VOC format): lines of "name:r,g,b:parts:actions". The
 * position of a line is the class id, its colour the one in SegmentationClass.
 */
export const cvatLabelmap: ClassListReader = {
  fileNames: ['labelmap.txt'],
  read(text, name) {
    const bad = badList(name);
    const lines = text.split(/\r?\n/).map(line => line.trim());
    const rows = lines.filter(line => line !== '' && !line.startsWith('#'));
    if (!rows.some(row => LINE.test(row))) {
      return undefined;
    }
    const list: MutableClassList = { names: [], colors: [] };
    for (const row of rows) {
      const [, className, ...samples] = LINE.exec(row) ?? [];
      const colour: Rgb | undefined = parseColor(samples.map(Number));
      if (!colour) {
        throw bad(`has the line ${JSON.stringify(row.slice(0, 60))}, which is not "name:r,g,b::"`);
      }
      list.names.push(className);
      list.colors.push(colour);
    }
    list.count = list.names.length;
    return list;
  },
};
