import type { Report } from '../core/inspection/report.js';
import { formatCount, formatShare } from './format.js';
import { strings } from './strings.js';

/** How prediction and label were read, in a few words each. */
export function factsOf(report: Report): string[] {
  const { reading, labelReading, ignoreName } = report.settings;
  const shape = `${reading.shape.map(String).join('×')} ${reading.dtype}`;
  const prediction = [strings.named(strings.prediction, reading.kind), shape];
  if (reading.resized) {
    prediction.push(strings.resizedTo(reading.labelSize.join('×')));
  }
  if (reading.samples > 1) {
    prediction.push(strings.sampleOf(reading.samples, reading.volume));
  }
  const { all, ignored } = report.pixels;
  const which = [labelReading.ignoreValues.join(', '), ignoreName].filter(Boolean).join(' ');
  const label =
    ignored === 0
      ? strings.nothingIgnored
      : `${strings.ignored(formatShare(ignored / all))}${which ? ` (${which})` : ''}`;
  return [
    prediction.join(' · '),
    strings.named(strings.label, label),
    strings.classCount(formatCount(reading.numClasses)),
  ];
}
