import type { Sentences } from '../translator.js';

const SAMPLE = (k: number) => `{${k}|sample=样本|slice=切片|samples=样本|slices=切片}`;
const KIND = (k: number) => `{${k}|mask=掩码|logits=logits|probabilities=概率}`;
const FIRST = '{0|first=第一|last=最后}';

/** How a pair is read: steps, evidence of kind and layout, and why the two files do not fit. */
export const inspection: Sentences = {
  'Preparing layers': '正在准备叠加层',
  'Evaluating losses': '正在计算损失',
  'Taking the total apart': '正在拆分总损失',
  'Reading label': '正在读取标签',
  'Reading prediction': '正在读取预测',
  'Counting values': '正在统计数值',

  // Axes
  '{0} has the shape ({1}); a prediction is (C,H,W), (H,W,C), (H,W), a batch (N,…) of these, or a volume (C,D,H,W).':
    '{0} 的形状为 ({1})；预测应为 (C,H,W)、(H,W,C)、(H,W)、它们的批次 (N,…)，或体数据 (C,D,H,W)。',
  'Save the array in one of these shapes.': '请以其中一种形状保存数组。',
  'volume {0} of {1}': '{1} 个体数据中的第 {0} 个',
  '{0} holds a batch of {1} volumes: which of them is meant has to be said.':
    '{0} 含有 {1} 个体数据的批次：需要指明是哪一个。',
  'Choose the sample, 0 to {0} (--sample).': '请选择样本，0 到 {0} (--sample)。',
  '{0} has {1} axes ({2}), which cannot be {3}.': '{0} 有 {1} 个轴 ({2})，不可能是 {3}。',
  'Set the layout to auto (--layout auto).': '请将轴顺序设为 auto (--layout auto)。',
  '{0}: set': '{0}：由设置指定',
  'axes {0} as the file names them: {1}': '轴 {0}，按文件中的命名：{1}',
  '{0}×{1}×{2} like the label, one value per pixel: HW': '{0}×{1}×{2}，与标签相同，每像素一个值：HW',
  "{0} maps of the label's size: a batch of masks": '与标签尺寸相同的 {0} 图：一批掩码',
  '{0} classes before a single slice: CDHW': '{0} 个类别在前，之后是单个切片：CDHW',
  'the second axis has the {0} slices of the label: CDHW': '第二个轴对应标签的 {0} 个切片：CDHW',
  'the {0} axis has the {1} classes': `${FIRST}个轴对应 {1} 个类别`,
  "the other axes have the label's size {0}×{1}": '其余轴与标签尺寸 {0}×{1} 相同',
  "the other axes have the label's aspect ratio": '其余轴与标签的宽高比相同',
  'the other two axes are equal': '其余两个轴相等',
  'the {0} axis is the shorter one': `${FIRST}个轴较短`,

  // Kind
  '{0} is read as a mask, but {1} {2}.': '{0} 按掩码读取，但 {1} {2|}。',
  'has {0} channels': '有 {0} 个通道',
  'holds fractions': '含有小数',
  'Set the prediction kind to logits or probabilities (--kind).': '请将预测类型设为 logits 或 probabilities (--kind)。',
  'mask: set; {0}': '掩码：由设置指定；{0|}',
  '{0} is read as probabilities, but has {1} where [0, 1] is expected.': '{0} 按概率读取，但应在 [0, 1] 内，实为{1|}。',
  'Set the prediction kind to logits (--kind logits).': '请将预测类型设为 logits (--kind logits)。',
  'probabilities: set; {0} {1}, read as value / {2}': '概率：由设置指定；{0} {1|}，按 值 / {2} 读取',
  '{0}: set; {1}{2}': `${KIND(0)}：由设置指定；{1|}{2|}`,
  '{0} without channels: mask of class ids': '{0}，无通道：类别 id 的掩码',
  '0 and 1 only, one channel set at each pixel (one-hot)': '只有 0 和 1，每个像素恰有一个通道为 1 (one-hot)',
  '{0} different ids at each pixel: the best {1} classes, of which the first is read as mask':
    '每个像素有 {0} 个不同的 id：得分最高的 {1} 个类别，取第一个作为掩码',
  '{0}, channel sums {1}, read as value / {2}': '{0|}，通道之和为 {1}，按 值 / {2} 读取',
  '{0}: sigmoid probabilities (multi-label)': '{0|}：sigmoid 概率（多标签）',
  '{0}: probabilities': '{0|}：概率',
  '{0}: logits': '{0|}：logits',
  '{0}: mask': '{0|}：掩码',
  'a loss that applies softmax to them once more cannot fall below {0}': '若损失再次对其做 softmax，则不可能低于 {0}',
  '{0}, channel sums of exp 1 ± {1} (log-probabilities, read as they are)':
    '{0|}，exp 的通道之和为 1 ± {1}（对数概率，按原样读取）',
  'values in [{0}, {1}]': '值域 [{0}, {1}]',
  'no finite value': '没有有限值',
  'channel sums 1 ± {0}': '通道之和为 1 ± {0}',
  'channel sums {0} to {1}': '通道之和为 {0} 到 {1}',
  '{0}, channel sums {1}': '{0|}，通道之和为 {1}',
  'one channel: binary, read as {0} for classes 0 and 1': '单通道：二分类，按 {0} 读作类别 0 和 1',
  'values 0 and 255 for 2 classes: 255 is class 1': '2 个类别，值为 0 和 255：255 是类别 1',
  '{0} has {1} different values from {2} to {3}: many for class ids, so it may be a picture of probabilities.':
    '{0} 有 {1} 个不同的值，从 {2} 到 {3}：作为类别 id 过多，可能是概率图。',
  'Set the prediction kind: probabilities (the value divided by the largest of its type), or mask (--kind).':
    '请设置预测类型：probabilities（值除以其类型的最大值）或 mask (--kind)。',
  'The value divided by the largest of its type': '值除以其类型的最大值',
  'The value is a class id': '值即类别 id',
  '{0} and its label have ids up to {1}, so the number of classes cannot be told.':
    '{0} 及其标签的 id 最大为 {1}，无法判断类别数。',
  'Set segmentationLoss.classes.count (--num-classes).': '请设置 segmentationLoss.classes.count (--num-classes)。',

  // Samples and sizes
  '{0} has {1} {2}s, counted from 0: there is no {3} {4}.': `{0} 有 {1} 个${SAMPLE(2)}，从 0 起计：没有${SAMPLE(3)} {4}。`,
  '{0} is a single map: there is no {1} {2} to choose.': `{0} 只有一幅图：没有可选的${SAMPLE(1)} {2}。`,
  'Leave out --{0}.': '请去掉 --{0}。',
  'Choose a {0} from 0 to {1} (--{2}).': `请选择${SAMPLE(0)}，0 到 {1} (--{2})。`,
  '{0} holds {1} {2}s, but {3} is a single map: which {4} belongs to it has to be said.': `{0} 含有 {1} 个${SAMPLE(2)}，而 {3} 只有一幅：需要指明对应哪个${SAMPLE(4)}。`,
  'Choose the {0}, 0 to {1} (--{2}).': `请选择${SAMPLE(0)}，0 到 {1} (--{2})。`,
  '{0} ({1}) has {2} channels, but the class list ({3}) has {4} classes.':
    '{0} ({1}) 有 {2} 个通道，但类别列表（{3|}）有 {4} 个类别。',
  'Choose the prediction of a {0}-class model, or set segmentationLoss.classes.count (--num-classes) to {1}; if the axes are read wrongly, set the layout.':
    '请选择 {0} 类模型的预测，或将 segmentationLoss.classes.count (--num-classes) 设为 {1}；若轴读取有误，请设置轴顺序。',
  '{0} is a volume of {1}, but {2} has {3} (slices × rows × columns); volumes are never resampled.':
    '{0} 是 {1} 的体数据，而 {2} 为 {3}（切片 × 行 × 列）；体数据不会重采样。',
  'Save the prediction in the space of its label, or choose the label that belongs to it.':
    '请在标签的空间中保存预测，或选择与之对应的标签。',
  '{0} holds {1} samples, but {2} holds {3}.': '{0} 含有 {1} 个样本，而 {2} 含有 {3} 个。',
  'Choose the label that belongs to this prediction.': '请选择与此预测对应的标签。',
  'The mask {0} is {1}×{2}, but {3} is {4}×{5}; class ids are never resized.':
    '掩码 {0} 为 {1}×{2}，而 {3} 为 {4}×{5}；类别 id 不会缩放。',
  'Save the mask at the size of the label, or choose the label that belongs to it.':
    '请以标签的尺寸保存掩码，或选择与之对应的标签。',

  // Settings of the loss
  'The loss setting {0} is {1}; it must be {2}.': '损失设置 {0} 为 {1}；必须是{2|}。',
  'a number, or none': '数值，或留空',
  'a number from 0': '不小于 0 的数',
  'a number above 0': '大于 0 的数',
  'a number from 0 to 1': '0 到 1 的数',
  'numbers from 0': '不小于 0 的数',
  'Correct segmentationLoss.loss.{0} (--{1}).': '请更正 segmentationLoss.loss.{0} (--{1})。',
  'The boundary width is {0}; it must be a number of pixels from 0.': '边界宽度为 {0}；必须是不小于 0 的像素数。',
  'There are {0} class weights for {1} classes.': '{1} 个类别却有 {0} 个类别权重。',
  'Give one weight per class in segmentationLoss.loss.weights (--weights).':
    '请在 segmentationLoss.loss.weights (--weights) 中为每个类别给出一个权重。',

  // Pictures and memory
  'The image library sharp could not be loaded ({0}).': '无法加载图像库 sharp ({0})。',
  'Install the package for this platform; labels and predictions are read without it.':
    '请安装适用于此平台的版本；读取标签和预测不需要它。',
  'The image {0} could not be read ({1}).': '无法读取图像 {0} ({1})。',
  'Choose another image; the numbers do not need one.': '请选择其他图像；数值计算不需要图像。',
  'Choose another image.': '请选择其他图像。',
  '{0} needs {1} GB in {2} to be decompressed, which had {3} GB left.':
    '解压 {0} 需要在 {2} 中占用 {1} GB，而那里只剩 {3} GB。',
  'Make room there, or save the array uncompressed: it is then read where it lies.':
    '请在那里腾出空间，或不压缩地保存数组：这样就能直接读取。',
  'Evaluating the pair ended its thread ({0}).': '评估此配对时其线程终止 ({0})。',
  'Inspect this pair by itself, or leave it out.': '请单独检查此配对，或将其排除。',
  '{0} {1} of {2}': '{2} 个{0|sample=样本|slice=切片}中的第 {1} 个',
  '{0}: CHW': '{0!}：CHW',
  '{0}: HWC': '{0!}：HWC',
  '{0}: CDHW': '{0!}：CDHW',
  "the other axes have the label's size {0}×{1}: {2}": '其余轴与标签尺寸 {0}×{1} 相同：{2}',
};
