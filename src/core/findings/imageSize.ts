import type { FindingRule } from './types.js';
import { sizeText } from './words.js';

export const imageSize: FindingRule = ({ image, label, labelName }) =>
  !image.size || (image.size[0] === label.height && image.size[1] === label.width)
    ? null
    : {
        code: 'image-size-mismatch',
        severity: 'warning',
        role: 'image',
        message:
          `${image.name} is ${sizeText({ height: image.size[0], width: image.size[1] })} but ${labelName} is ${sizeText(label)}; ` +
          'the picture is stretched under the overlay, the numbers are not affected.',
        hint: 'Choose the image this label was drawn on.',
      };
