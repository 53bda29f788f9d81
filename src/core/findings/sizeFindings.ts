import type { FindingRule } from './types.js';

const size = (height: number, width: number) => `${height}×${width}`;

export const logitsResized: FindingRule = ({ view, label, predictionName }) => {
  const rows = view.height !== label.height;
  const columns = view.width !== label.width;
  if (!rows && !columns) {
    return null;
  }
  const sizes = `${size(view.height, view.width)} to ${size(label.height, label.width)}`;
  if (rows && columns) {
    return {
      code: 'prediction-resized',
      severity: 'info',
      role: 'prediction',
      message: `The logits of ${predictionName} were resized from ${sizes} (bilinear, align_corners) to the label, as in the origin.`,
      hint: 'Save logits at the label size to rule the resize out.',
    };
  }
  return {
    code: 'prediction-resized-one-side',
    severity: 'warning',
    role: 'prediction',
    message:
      `${predictionName} differs from the label in ${rows ? 'height' : 'width'} only and was resized from ${sizes}; ` +
      'the origin resizes only when both sides differ and would stop with an error here.',
    hint: 'Check whether this label belongs to this prediction.',
  };
};

/** A resize should keep the shape of the picture; otherwise the two files may not belong together. */
export const aspectRatio: FindingRule = ({ view, label, predictionName, labelName }) => {
  const ratio = (view.width / view.height) * (label.height / label.width);
  // Strided models round each side, so small maps are a little off by nature.
  const rounding = 1 + 2 / Math.min(view.width, view.height, label.width, label.height);
  if (Math.max(ratio, 1 / ratio) <= Math.max(1.02, rounding)) {
    return null;
  }
  return {
    code: 'aspect-ratio',
    severity: 'warning',
    role: 'prediction',
    message:
      `${predictionName} is ${size(view.height, view.width)} but ${labelName} is ${size(label.height, label.width)}: ` +
      'another aspect ratio, so the resize stretches the prediction.',
    hint: 'Check that the two belong together and that the axes are read in the right order (layout).',
  };
};

export const imageSize: FindingRule = ({ image, label, labelName }) =>
  !image.size || (image.size[0] === label.height && image.size[1] === label.width)
    ? null
    : {
        code: 'image-size-mismatch',
        severity: 'warning',
        role: 'image',
        message:
          `${image.name} is ${size(...image.size)} but ${labelName} is ${size(label.height, label.width)}; ` +
          'the picture is stretched under the overlay, the numbers are not affected.',
        hint: 'Choose the image this label was drawn on.',
      };

export const imageUnreadable: FindingRule = ({ image }) =>
  image.problem && { ...image.problem, severity: 'warning', role: 'image' };

export const batchPicture: FindingRule = ({ label, view, predictionName }) =>
  label.samples === 1 || view.volume
    ? null
    : {
        code: 'batch',
        severity: 'info',
        role: 'prediction',
        message: `${predictionName} holds ${label.samples} samples: numbers are over all of them, the picture shows the first.`,
        hint: 'Choose one sample (--sample) to look at it alone.',
      };
