import { ENCODINGS, PRESETS } from '../core/labels/ids.js';

export const USAGE = `seg-loss: where a segmentation loss comes from

Usage
  seg-loss inspect PREDICTION [options]
  seg-loss scan DIR... [options]
  seg-loss merge PART... [options]

  PREDICTION holds logits, probabilities or class ids: .npy, .npz, .safetensors, .pt, .nii(.gz), .tif, PNG and others.
  Its label, image and classes.json are found by equal name in sibling folders (images, labels, ...) unless given.

Files
  --label F              label, in any of these formats
  --image F              picture the label was drawn on (its size is checked)
  --array A              name of the array in a prediction file that holds several; also --prediction-array
  --label-array A        the same for the label
  --config F             settings: a VS Code settings.json, or the same without "segmentationLoss.", such as
                         {"datasets": [...], "loss": {"gamma": 2}}; flags outdo it. See docs/large-datasets.md
  --classes F            class list: classes.json, nnU-Net dataset.json or CVAT labelmap.txt

Classes and label values
  --num-classes N        number of classes
  --preset P             dataset: its classes, colours and label values:${wrapped(PRESETS, 25)}
  --encoding E           how label pixels name classes (default: as the content says): ${ENCODINGS.join(', ')}
  --ignore-index N,...   label values that are not counted; may be repeated (default: of the class list, else 255)
  --reduce-zero-label    label value 0 is ignored, k becomes k - 1
  --remap FILE|JSON      label values to class ids: {"7": 0, "8": 1, "-1": "ignore", "*": "ignore"}
  --nearest-colour       colours of no class (anti-aliased edges) become the nearest class colour

Reading
  --kind K               logits, probabilities, mask or auto
  --layout L             CHW, HWC, HW (each also with a leading N), CDHW (volume) or auto
  --resize-probabilities given probabilities are resized before they become logits, not after
  --sample N             the one sample of a batch to inspect, from 0 (default: all together)
  --slice N              the one slice of a volume to inspect, from 0 (default: all together)

Losses (defaults are the origin's)
  --weights a,b,...      class weights of cross entropy and focal
  --alpha A|none         focal: factor (0.5)
  --gamma G              focal: exponent (2)
  --beta B               Dice and F-score: beta (1)
  --smooth S             Dice and F-score: smoothing (0.00001)
  --threshold T          F-score: counts p > T (0.5)
  --base L               total starts from crossEntropy or focal (crossEntropy)
  --no-dice              total without the Dice loss

  --dialect LIST         the loss as other libraries mean it: keys (monai.dice), libraries (origin, torch, monai,
                         smp, ...) or all; adds "dialects" to the JSON. Keys ending in .weighted use --weights
  --label-smoothing E    of the dialects' cross entropies
  --explain-gap A,B      why two dialects differ: their conventions one at a time; adds "gap" to the JSON
  --activation A         softmax, sigmoid (dialects of each class by itself) or none (probabilities)

  --boundary-width W     adds the ledger: the total by class, by label and prediction, and by error; pixels
                         nearer than W to another label are boundary

Output
  --json                 everything as JSON on standard output
  --maps DIR             per-pixel crossEntropy.npy, focal.npy (float32, H x W) and errors.png
  --gradient KEY --out F dL/dlogits of a dialect as .npy (float32, shape of the prediction); overwrites nothing
  --fail-on S            exit 1 on findings of severity error, warning or info, or above
  --help, --version

Scan: every pair of a prediction and a label below the folders, as inspect finds them
  --threads N            pairs at the same time (default: the cores)
  --progress             count, rate and time left on standard error
  --jsonl F              one line per pair in F as they are done; started again, it goes on where it was
  --shard I/N            only the I-th of N parts; --json then prints records for merge
  --threshold TERM<V     exit 1 where a dataset's value is below (or TERM>V: above) V; may be repeated. Terms: total,
                         crossEntropy, focal, dice, fScore, meanIoU, pixelAccuracy
  --html F               the report as one file; overwrites nothing
  --csv F                every pair with its numbers, one a line; overwrites nothing
  --baseline MODEL       what other models of its dataset are compared with (default: the first by name)
  --count-pixels         which pixels other models fix and break, not only how many more are right: reads both again
  --f-score-threshold T  what --threshold is to inspect
  and --config, --json, --fail-on, --kind, --layout, and the flags of classes and losses

Merge: parts that scan wrote with --jsonl, or with --json and --shard, as if they had been one scan
  --partial              also where parts are missing or were stopped before their end
  and --json, --html F, --csv F, --baseline, --threshold, --fail-on

Exit status: 0 done, 1 findings at or above --fail-on, a --threshold crossed, or nothing found for either; 2 bad input (code: message (hint) on standard error).
`;

/** A list in lines of at most 120 characters, indented but for the first. */
function wrapped(items: readonly string[], indent: number): string {
  const lines = [''];
  for (const item of items) {
    if (lines[lines.length - 1].length + item.length > 100 - indent) {
      lines.push('');
    }
    lines[lines.length - 1] += `${item}, `;
  }
  return ['', ...lines]
    .map(line => line.trimEnd())
    .join(`\n${' '.repeat(indent)}`)
    .replace(/,$/, '');
}
