import type { Sentences } from '../translator.js';

/** Answers of the panel: what a what-if does, and why there is no answer. */
export const analysis: Sentences = {
  '{0} is a mask without probabilities, so there is no answer to this.': '{0} 是没有概率的掩码，因此无法回答。',
  'Save logits: np.save("prediction.npy", logits).': '请保存 logits：np.save("prediction.npy", logits)。',
  'There is no {0} {1}: there are {2}, counted from 0.': '没有{0|} {1}：共有 {2} 个，从 0 起计。',
  'Ask for one of these.': '请选择其中之一。',
  '{0} and {1} are not about the same label pixels and classes.': '{0} 与 {1} 针对的标签像素和类别不同。',
  'Choose two predictions of one label, with as many classes.': '请选择同一标签、类别数相同的两个预测。',
  'not applicable': '不适用',
  '{0} does not apply to a prediction of this shape.': '{0} 不适用于此形状的预测。',
  'There is no pixel ({0}, {1}): the label is {2} wide and {3} high.': '没有像素 ({0}, {1})：标签宽 {2}、高 {3}。',
  'Ask for one inside.': '请选择范围之内的像素。',
  'Regions of {0} pixels and more that hold {1} of the loss make no sense.':
    '至少 {0} 个像素、占损失 {1} 的区域没有意义。',
  'The share is between 0 and 1, the pixels are 1 or more.': '占比应在 0 与 1 之间，像素数应不小于 1。',
  'There is no such slice of {0}.': '{0} 没有这样的切片。',
  'Choose another one.': '请选择其他的。',
  'This total has no gradient that can be shown pixel by pixel.': '此总损失没有可逐像素显示的梯度。',
  'Choose a total of cross entropy, focal, Dice or Jaccard.': '请选择由交叉熵、Focal、Dice 或 Jaccard 组成的总损失。',
  'This total is no sum over pixels, so no pixel has a part of it.': '此总损失不是像素之和，因此没有像素占有份额。',
  'The total is {0}, so no pixel has a share of it.': '总损失为 {0}，因此没有像素占有份额。',
  'Look at the findings: they say where that comes from.': '请查看“发现”：其中说明了来源。',
  'The label smoothing is {0}; it must be from 0 to 1.': '标签平滑为 {0}；必须在 0 到 1 之间。',
  'A total needs at least one loss, each with a number it is multiplied by.':
    '总损失至少需要一种损失，每种都要有相乘的系数。',
  'Give one weight per class.': '请为每个类别给出一个权重。',
  'The beta of the effective number is {0}; it must be between 0 and 1.':
    '有效样本数的 beta 为 {0}；必须在 0 与 1 之间。',
  'Correct the value.': '请更正该值。',
  '{0} raises {1}: {2}': '{0} 抛出 {1}：{2}',

  // What a what-if does
  'gamma {0} → {1}: easy pixels (p > {2}) {3} from {4} to {5} of the focal loss.':
    'gamma {0} → {1}：易分像素 (p > {2}) 在 Focal 损失中的占比从 {4} {3|drop=降|rise=升}到 {5}。',
  'alpha {0} → {1}: the focal loss of every pixel is multiplied by {2}.':
    'alpha {0} → {1}：每个像素的 Focal 损失乘以 {2}。',
  "label smoothing {0}: without weights no pixel's cross entropy can be below {1} nats.":
    '标签平滑 {0}：不加权时，任何像素的交叉熵都不可能低于 {1} nats。',
  'beta {0} → {1}: a missed pixel counts {2} times a false one; the Dice loss is {3}.':
    'beta {0} → {1}：漏检像素的权重是误检像素的 {2} 倍；Dice 损失为 {3}。',
  'smooth {0} → {1}: classes that are not in the label add {2} to the Dice loss instead of {3}.':
    'smooth {0} → {1}：不在标签中的类别使 Dice 损失增加 {2}，而不是 {3}。',
  '{0} classes that are not in the label {1}; as the equation has it they add {2} to the Dice loss.':
    '{0} 个不在标签中的类别{1|count as perfect=算作满分|are left out of the mean=不参与平均}；按原公式它们使 Dice 损失增加 {2}。',
  'threshold {0} → {1}: a pixel counts for {2} classes on average instead of {3}; the F-score is {4}.':
    '阈值 {0} → {1}：每个像素平均计入 {2} 个类别，而不是 {3} 个；F 分数为 {4}。',
  '{0} ignored pixels count as class 0, and every loss sees them.': '{0} 个忽略像素算作类别 0，所有损失都会计入它们。',
  'Ignored pixels count nowhere: {0} of the predicted probability lies on them and was false positive in Dice, and focal is no longer diluted by them.':
    '忽略像素完全不计：{0} 的预测概率落在其上，原先在 Dice 中算作假正例；Focal 也不再被它们稀释。',
  '{0} is {1} of the total.': '{0|}占总损失的 {1}。',
  'Cross entropy': '交叉熵',
  Focal: 'Focal ',
  'Dice loss': 'Dice 损失',
  'Jaccard loss': 'Jaccard 损失',
  'The total is that of {0}: {1}.': '总损失按 {0} 计算：{1}。',
  'Weights: {0} of the cross entropy, {1}.': '权重：在交叉熵中的占比，{0|}，{1|}。',
  '{0} goes from {1} to {2}': '{0} 从 {1} 变为 {2}',
};
