import type { TermOf } from '../../dialects/types.js';
import type { OverlapConventions } from '../../losses/overlapLoss.js';
import type { TermLoss } from '../settings.js';
import type { Resolved } from '../total/resolve.js';
import { termOf } from '../total/terms.js';
import { py } from './types.js';

/** Python functions of the losses in use, each returning a tensor of one number from `z` and `y`. */
export function lossLines(resolved: Resolved): string[] {
  const losses = [...new Set(resolved.terms.map(({ loss }) => loss))];
  return losses.flatMap(loss => ['', '', ...FUNCTIONS[loss](resolved)]);
}

export const PYTHON_NAMES: Record<TermLoss, string> = {
  crossEntropy: 'cross_entropy',
  focal: 'focal',
  dice: 'dice_loss',
  jaccard: 'jaccard_loss',
};

const FUNCTIONS: Record<TermLoss, (resolved: Resolved) => string[]> = {
  crossEntropy: ({ weights, labelSmoothing }) => [
    'def cross_entropy(z, y):',
    `    return F.cross_entropy(z, y${weights ? ', weight=WEIGHTS' : ''}, ignore_index=IGNORE${
      labelSmoothing > 0 ? `, label_smoothing=${py(labelSmoothing)}` : ''
    })`,
  ],
  focal: ({ weights, alpha, gamma, ignore }) => [
    'def focal(z, y):',
    `    nll = F.cross_entropy(z, y${weights ? ', weight=WEIGHTS' : ''}, ignore_index=IGNORE, reduction="none")`,
    '    pt = torch.exp(-nll)',
    `    loss = ${py(alpha ?? 1)} * (1 - pt) ** ${py(gamma)} * nll`,
    ignore === 'drop'
      ? '    return loss.sum() / (y != IGNORE).sum()'
      : '    return loss.mean()  # ignored pixels count as 0',
  ],
  dice: resolved => overlap('dice_loss', (termOf('dice', resolved) as TermOf<'overlap'>).conventions),
  jaccard: resolved => overlap('jaccard_loss', (termOf('jaccard', resolved) as TermOf<'overlap'>).conventions),
};

function overlap(name: string, conventions: OverlapConventions): string[] {
  const { ignore, absent, hit, falsePositive, falseNegative, smoothNumerator } = conventions;
  const absentLines: Record<OverlapConventions['absent'], string[]> = {
    kept: ['    return loss.mean()'],
    zero: ['    loss = torch.where(Y > 0, loss, torch.zeros_like(loss))', '    return loss.mean()'],
    leftOut: ['    return loss[Y > 0].mean()'],
  };
  return [
    `def ${name}(z, y):`,
    '    p = z.softmax(1)',
    '    valid = (y != IGNORE).unsqueeze(1)',
    '    t = F.one_hot(y.clamp(min=0), z.shape[1]).movedim(-1, 1) * valid',
    ...(ignore === 'drop' ? ['    p = p * valid'] : []),
    ...(ignore === 'falsePositive' ? ['    # p is not masked: at ignored pixels it is false positive'] : []),
    '    I, P, Y = (x.sum((0, 2, 3)) for x in (p * t, p, t))',
    `    hit = ${py(hit)} * I + ${py(smoothNumerator)}`,
    `    loss = 1 - hit / (hit + ${py(falsePositive)} * (P - I) + ${py(falseNegative)} * (Y - I))`,
    ...absentLines[absent],
  ];
}
