import type { Sentences } from '../translator.js';

/** What is odd about a pair before and after its losses are computed. */
export const findings: Sentences = {
  '{0} of {1} classes ({2}) are not in the label and add {3} to the Dice loss.':
    '{1} 个类别中有 {0} 个（{2|}）不在标签中，使 Dice 损失增加 {3}。',
  'Compare Dice losses only between labels with the same classes, or look at the per-class scores.':
    '请只在类别相同的标签之间比较 Dice 损失，或查看各类别的分数。',
  'their origins are {0} mm apart': '两者原点相距 {0} mm',
  'their voxels are {0} and {1} mm': '两者体素为 {0} 和 {1} mm',
  'their axes point in different directions': '两者的轴方向不同',
  '{0} and {1} are not in the same space: {2}. The losses compare voxel with voxel, whatever the headers say, so they may compare different places.':
    '{0} 与 {1} 不在同一空间：{2|}。损失逐体素比较，不理会文件头，因此比较的可能是不同的位置。',
  'Resample the prediction to the space of its label before saving it, or correct the header that is wrong.':
    '请先将预测重采样到标签的空间再保存，或更正有误的文件头。',
  '{0} is {1} but {2} is {3}: another aspect ratio, so the resize stretches the prediction.':
    '{0} 为 {1}，而 {2} 为 {3}：宽高比不同，因此缩放会拉伸预测。',
  'Check that the two belong together and that the axes are read in the right order (layout).':
    '请确认两者对应，且轴的读取顺序 (layout) 正确。',
  '{0} holds {1} samples: numbers are over all of them, the picture shows one.':
    '{0} 含有 {1} 个样本：数值为全部样本合计，图像显示其中一个。',
  'Go through them below the picture, or choose one (--sample) to look at it alone.':
    '可在图像下方逐个查看，或选择一个 (--sample) 单独查看。',
  '{0} has the same value at every pixel in the {1} of {2} ({3} is {4}): it takes part in every softmax, but the picture does not move it.':
    '{0} 中 {2|} 的通道在每个像素都是同一个值（{3} 为 {4}）：它参与每次 softmax，却不随图像变化。',
  'Check that the export fills every channel, and that the last layer trains this class.':
    '请确认导出时填满了每个通道，且最后一层训练了该类别。',
  '{0} of {1} are in a colour of no class and were given to the class of the nearest colour.':
    '{1} 中有 {0|} 的颜色不属于任何类别，已归入颜色最接近的类别。',
  'Save class ids, or label pictures without smoothed edges, to rule out wrong classes there.':
    '请保存类别 id，或保存边缘未平滑的标签图片，以排除那里的类别错误。',
  'Every pixel of {0} is ignored (ignore value {1}), so cross entropy is NaN, focal 0, and Dice sees false positives only.':
    '{0} 的每个像素都被忽略（忽略值 {1}），因此交叉熵为 NaN，Focal 为 0，Dice 只看到假正例。',
  'Check the ignore index and whether this is the right label.': '请检查忽略索引，以及这是否是正确的标签。',
  '{0} is {1} but {2} is {3}; the picture is stretched under the overlay, the numbers are not affected.':
    '{0} 为 {1}，而 {2} 为 {3}；叠加层下的图片会被拉伸，数值不受影响。',
  'Choose the image this label was drawn on.': '请选择绘制此标签所用的图像。',
  '{0} holds 0 and 255 only, as masks do, but 255 is not counted and there are {1} classes: {2} are left out, and {3} are class 0.':
    '{0} 只有 0 和 255，像掩码一样，但 255 不计入，且有 {1} 个类别：{2|} 被排除，{3} 为类别 0。',
  'Set segmentationLoss.label.encoding to binary255 (--encoding binary255) if 255 is class 1.':
    '如果 255 是类别 1，请将 segmentationLoss.label.encoding 设为 binary255 (--encoding binary255)。',
  'Choose the label of this model, unless 255 means "ignore" here.': '请选择此模型的标签，除非这里的 255 表示“忽略”。',
  'mirrored left to right': '左右镜像后',
  'turned upside down (mirrored)': '上下翻转（镜像）后',
  'rotated by 180°': '旋转 180° 后',
  'transposed (rows and columns swapped)': '转置（行列互换）后',
  'rotated by 90° clockwise': '顺时针旋转 90° 后',
  'rotated by 90° anticlockwise': '逆时针旋转 90° 后',
  'mirrored at its other diagonal': '沿另一条对角线镜像后',
  '{0} fits the prediction far better {1}: {2} of the pixels are then predicted right, as it is {3}, so the loss compares different places.':
    '{0} {1|}与预测吻合得多：此时 {2} 的像素预测正确，目前为 {3}，因此损失比较的是不同的位置。',
  'Look at both, and turn the one that is written the wrong way round.': '请查看两者，并将方向写错的一个转正。',
  '{0} has the {1} {2} at {3}: outside the classes 0–{4} and not the ignore value {5}, so these pixels count as ignored.':
    '{0} 在 {3|} 处含有 id {2|}：超出类别 0–{4}，也不是忽略值 {5}，因此这些像素算作忽略。',
  'Set segmentationLoss.ignoreIndex (--ignore-index) if the id means "ignore", else map the label to class ids.':
    '如果该 id 表示“忽略”，请设置 segmentationLoss.ignoreIndex (--ignore-index)，否则请将标签映射到类别 id。',
  'Read the label another way, as is offered, or map it to class ids (--remap).':
    '请按所提供的其他方式读取标签，或将其映射到类别 id (--remap)。',
  'The ids of {0} are one {1} the predicted ones: {2} of the pixels are right when they are {3} by one, as it is {4}, so almost every pixel is counted for its neighbour class.':
    '{0} 的 id 比预测的{1|above=大|below=小}一：将其{3|lowered=减|raised=加}一后 {2} 的像素正确，目前为 {4}，因此几乎每个像素都被算到相邻的类别。',
  'Switch segmentationLoss.reduceZeroLabel (--reduce-zero-label) {0}.':
    '请将 segmentationLoss.reduceZeroLabel (--reduce-zero-label) {0|on: 0 is then ignored=打开：此时忽略 0|off=关闭}。',
  'Save label and prediction with the same first class.': '请以相同的首个类别保存标签和预测。',
  '{0} has the values {1}, each the {2} of a class colour: a palette picture was saved as grey, so {3} count as ignored.':
    '{0} 含有值 {1|}，每个都是类别颜色的 {2|}：调色板图片被存成了灰度，因此 {3|} 算作忽略。',
  'Take the original palette PNG as label, or read it by index: np.array(Image.open(path)) without convert().':
    '请使用原始的调色板 PNG 作为标签，或按索引读取：np.array(Image.open(path))，不要 convert()。',
  '{0} has 16-bit values such as {1}, which are class × 256 + instance: {2} count as ignored.':
    '{0} 含有 {1} 之类的 16 位值，即 类别 × 256 + 实例：{2|} 算作忽略。',
  'Every value of {0} is a multiple of {1}, as when 8-bit ids are widened to 16 bits: {2} count as ignored.':
    '{0} 的每个值都是 {1} 的倍数，如同 8 位 id 扩展到 16 位：{2|} 算作忽略。',
  '{0} is read as {1}, but {2} its classes fit the label far better: {3} of the pixels are then predicted right, as it is {4}.':
    '{0} 按 {1} 读取，但{2|}其类别与标签吻合得多：此时 {3} 的像素预测正确，目前为 {4}。',
  'Set the layout to {0} (--layout {1}).': '请将轴顺序设为 {0} (--layout {1})。',
  'Transpose the array before it is saved, np.moveaxis(a, -1, 0), where it was only reshaped.':
    '若只是 reshape 过，请在保存前转置数组：np.moveaxis(a, -1, 0)。',
  'with its elements in the order of {0}': '按 {0} 的元素顺序',
  'The logits of {0} were resized from {1} (bilinear, align_corners) to the label, as in the origin.':
    '{0} 的 logits 已缩放（双线性，align_corners）到标签尺寸（{1|}），与原实现一致。',
  'The probabilities of {0} were resized from {1} (bilinear, align_corners) to the label, and became logits then.':
    '{0} 的概率已缩放（双线性，align_corners）到标签尺寸（{1|}），之后才转为 logits。',
  'Save logits at the label size to rule the resize out.': '请以标签尺寸保存 logits，以排除缩放的影响。',
  '{0} differs from the label in {1} only and was resized from {2}; the origin resizes only when both sides differ and would stop with an error here.':
    '{0} 仅{1|height=高度|width=宽度}与标签不同，已缩放（{2|}）；原实现只在两边都不同时缩放，在此会报错停止。',
  'Check whether this label belongs to this prediction.': '请检查此标签是否对应此预测。',
  '{0} predicts the {1} {2} at {3}, outside the classes 0–{4}.': '{0} 在 {3|} 处预测为 id {2|}，超出类别 0–{4}。',
  'Set the number of classes, or map the mask to class ids.': '请设置类别数，或将掩码映射到类别 id。',
  '{0} is a mask without probabilities, so there is no cross entropy; Dice and F-score are hard.':
    '{0} 是没有概率的掩码，因此没有交叉熵；Dice 和 F 分数为硬指标。',
  'Save logits to see losses: np.save("prediction.npy", logits).':
    '保存 logits 即可查看损失：np.save("prediction.npy", logits)。',
  'The channels of {0} sum to {1}–{2} where 1 ± {3} is expected; the losses divide them by their sum, as if one class had to win.':
    '{0} 的通道之和为 {1}–{2}，应为 1 ± {3}；损失会将它们除以其和，如同必有一个类别胜出。',
  'Set the kind to logits if these are scores; per-class sigmoids (multi-label) need a sigmoid loss.':
    '如果这些是分数，请将类型设为 logits；逐类别 sigmoid（多标签）需要 sigmoid 损失。',
  '{0} predicts {1} at {2} of the pixels, but {3} of the label are other classes, whose losses cannot fall.':
    '{0} 在 {2} 的像素处预测为 {1}，但标签中有 {3} 是其他类别，它们的损失无法下降。',
  'Look at learning rate, class weights and the last layer; check that the right checkpoint was exported.':
    '请检查学习率、类别权重和最后一层，并确认导出的是正确的检查点。',
  '{0} has {1} that are infinite; where one meets the label, the loss is infinite or NaN.':
    '{0} 有 {1|} 为无穷大；其中与标签相遇之处，损失为无穷大或 NaN。',
  'Look for an overflow (float16 ends at 65504) or a masked class (-inf).':
    '请检查是否溢出（float16 上限为 65504）或有被屏蔽的类别 (-inf)。',
  '{0} has {1} that are NaN, so every loss that meets one is NaN.': '{0} 有 {1|} 为 NaN，因此遇到它们的损失都是 NaN。',
  'Look for an overflow in the model (float16) or in the export.': '请检查模型 (float16) 或导出过程中是否溢出。',
  '{0} was written {1} {2}{3} before {4} was last changed, so its loss may be about an older label.':
    '{0} 的写入时间比 {4} 的最后修改早 {1} {2|minute=分钟|minutes=分钟|hour=小时|hours=小时|day=天|days=天}，因此其损失可能针对较旧的标签。',
  'Run the model again if the label was corrected since.': '如果此后修正过标签，请重新运行模型。',
  '; here it is {0}': '；此处为 {0}',
  '{0} holds probabilities (all in [0, 1], channel sums 1), but is read as logits: with softmax applied twice, the cross entropy of {1} classes cannot fall below ln(e + {2}) − 1 = {3}{4}.':
    '{0} 存放的是概率（都在 [0, 1] 内，通道之和为 1），却按 logits 读取：做两次 softmax 时，{1} 个类别的交叉熵不可能低于 ln(e + {2}) − 1 = {3}。',
  '{0} holds probabilities (all in [0, 1], channel sums 1), but is read as logits: with softmax applied twice, the cross entropy of {1} classes cannot fall below ln(e + {2}) − 1 = {3}; here it is {4}.':
    '{0} 存放的是概率（都在 [0, 1] 内，通道之和为 1），却按 logits 读取：做两次 softmax 时，{1} 个类别的交叉熵不可能低于 ln(e + {2}) − 1 = {3}；此处为 {4}。',
  'Set the prediction kind to probabilities (--kind), and give your training loss the logits.':
    '请将预测类型设为 probabilities (--kind)，并把 logits 传给训练损失。',
  '{0} falls from its first to its last channel at every pixel: these are the {1} best scores (torch.topk), so channel k is not class k and no loss can be computed from them.':
    '{0} 在每个像素处都从首个通道到末个通道递减：这是 {1} 个最高分 (torch.topk)，因此通道 k 不是类别 k，无法由此计算损失。',
  'Choose the ids saved with them (--prediction-array) to see a mask, or save the scores of all classes.':
    '请选择与之一同保存的 id (--prediction-array) 以查看掩码，或保存全部类别的分数。',
  '{0} has one class: a softmax over one class is always 1, so cross entropy is 0 by construction.':
    '{0} 只有一个类别：单类别的 softmax 恒为 1，因此交叉熵必为 0。',
  'Set the number of classes to 2 to read the channel as the foreground of a binary prediction.':
    '请将类别数设为 2，把该通道读作二分类预测的前景。',
  '{0} has a single pixel, so every number here is about that pixel alone.':
    '{0} 只有一个像素，因此这里的所有数值都只关于该像素。',
  'Choose a label map, unless this is meant.': '请选择标签图，除非有意如此。',
  '{0} of {1} are class {2}, "{3}", and count like any class: the model is told to predict what nobody labelled.':
    '{1} 中有 {0|} 为类别 {2}“{3}”，并像其他类别一样计入：模型被要求预测无人标注的内容。',
  'Set segmentationLoss.ignoreIndex (--ignore-index) to {0} if these pixels should not count.':
    '如果这些像素不应计入，请将 segmentationLoss.ignoreIndex (--ignore-index) 设为 {0}。',

  // From the numbers
  '{0} of the loss lies within {1} pixels of a border between labels, on {2} of the pixels.':
    '{0} 的损失位于标签边界 {1} 像素之内，占像素的 {2}。',
  'Check how exact the borders of the label are before training on them longer.':
    '在继续训练之前，请检查标签的边界是否精确。',
  'The prediction is {0}: its probability is {1} on average, and it is right at {2} of the pixels (expected calibration error {3}).':
    '预测{0|over-confident=过度自信|under-confident=自信不足}：其概率平均为 {1}，而 {2} 的像素正确（期望校准误差 {3}）。',
  'Read probabilities with care; a temperature fitted on held-out data mends most of it.':
    '请谨慎看待概率；在留出数据上拟合温度可修正大部分偏差。',
  '{0} of the cross entropy, before weights, comes from {1} taken for {2}.':
    '未加权的交叉熵中有 {0} 来自将 {1} 误判为 {2}。',
  'Look at these pixels together: are the two classes told apart in the label?':
    '请一并查看这些像素：标签中这两个类别区分开了吗？',
  'Focal with gamma {0} leaves {1} {2} of the loss, where cross entropy gives it {3}.':
    'gamma 为 {0} 的 Focal 只给 {1} 留下 {2} 的损失，而交叉熵给它 {3}。',
  'A smaller gamma, or a class weight, brings it back.': '减小 gamma 或使用类别权重可以恢复。',
  "{0} of the predicted probability lies on ignored pixels, where the origin's Dice counts it as false positive: without them the Dice loss is {1} instead of {2}.":
    '{0} 的预测概率落在忽略像素上，原实现的 Dice 将其算作假正例：去掉它们，Dice 损失为 {1} 而不是 {2}。',
  'Most other libraries mask ignored pixels; see the dialects, or leave them out in what-if.':
    '多数其他库会屏蔽忽略像素；请查看“口径”，或在“假设分析”中排除它们。',
  '{0} like a label error; the costliest, {1} pixels labelled {2}, is predicted as {3} with a probability of {4}.':
    '{0|}；损失最高的一个有 {1} 个像素标为 {2}，却以 {4} 的概率预测为 {3}。',
  'One region looks': '有一个区域像是标签错误',
  '{0} regions look': '有 {0} 个区域像是标签错误',
  'Compare it with the picture; correct the label, or put the region on the ignore value.':
    '请与图像对照；更正标签，或将该区域设为忽略值。',
  'At {0} the class of the label has less probability than float32 can tell from 0 beside 1: −log p is up to {1} nats there.':
    '在 {0|} 处，标签类别的概率低于 float32 在 1 旁边可与 0 区分的程度：那里的 −log p 最高达 {1} nats。',
  'Such logits come from a learning rate too high, a missing normalisation, or labels shifted against the picture.':
    '这样的 logits 源于学习率过高、缺少归一化，或标签与图像错位。',
  '{0} has {1} of the counted pixels and {2} of the {3}.':
    '{0} 占有效像素的 {1}，却占{3|cross entropy=交叉熵|focal loss= Focal 损失}的 {2}。',
  'Look at its pixels; class weights change who pays.': '请查看它的像素；类别权重会改变损失的分配。',
  'cross entropy': '交叉熵',
  'focal loss': 'Focal 损失',
  'The F-score is {0} at the threshold {1}; at {2} it would be {3}.':
    '阈值为 {1} 时 F 分数为 {0}；阈值为 {2} 时为 {3}。',
  'Compare F-scores at the same threshold, or at each model’s own best one.':
    '请在相同阈值下，或在各模型自身的最佳阈值下比较 F 分数。',
  '{0} fits the prediction far better read so: {1}. {2} of the pixels are then predicted right, as it is {3}: the loss compares with other classes than were meant.':
    '{0} 这样读取时与预测吻合得多：{1|}。此时 {2} 的像素预测正确，目前为 {3|}：损失比较的类别与本意不同。',
  'Set {0} ({1}).': '请将 {0!} ({1})。',
  'Set segmentationLoss.label.encoding to instance256 (--encoding instance256): the class is the upper byte.':
    '请将 segmentationLoss.label.encoding 设为 instance256 (--encoding instance256)：类别为高位字节。',
};
