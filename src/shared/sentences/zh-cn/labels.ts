import type { Sentences } from '../translator.js';

/** How a label is read, and why it cannot be. */
export const labels: Sentences = {
  '{0} has the shape {1}: no pixels.': '{0} 的形状为 {1}：没有像素。',
  'Save it again.': '请重新保存。',
  '{0} is a {1} array, which looks like a prediction; a label is one map of class ids (H, W).':
    '{0} 是 {1} 数组，看起来像预测；标签应为一幅类别 id 图 (H, W)。',
  'Swap label and prediction, or choose the label file.': '请交换标签与预测，或选择标签文件。',
  '{0} {1}; it cannot be read as "{2}" ({3}).': '{0} {1|}；不能按“{2}”（{3|}）读取。',
  'Set another label encoding (segmentationLoss.label.encoding, --encoding), or leave it to the content (auto).':
    '请设置其他标签编码（segmentationLoss.label.encoding、--encoding），或交由内容决定 (auto)。',
  'taken for {0}: {1}': '视为 {0}：{1|}',
  '{0}{1} {2} ignored': '忽略 {0}{1}{2|is=|are=}',
  'If it is {0}, say so (--preset). {1}': '如果是 {0}，请指明 (--preset)。{1|}',
  '{0} holds the negative id {1}, which is no class and not the ignore value.':
    '{0} 含有负的 id {1}，它不是类别，也不是忽略值。',
  'Set segmentationLoss.ignoreIndex (--ignore-index) to it if it means "ignore".':
    '如果它表示“忽略”，请将 segmentationLoss.ignoreIndex (--ignore-index) 设为它。',
  '{0} holds the value {1}: a label has whole class ids.': '{0} 含有值 {1}：标签的类别 id 必须是整数。',
  'Choose the label file; if this is the prediction, swap the two.': '请选择标签文件；如果这是预测，请将两者交换。',
  '{0} holds more than {1} different values outside the classes, so it is not a map of class ids.':
    '{0} 含有超过 {1} 个类别范围之外的不同值，因此不是类别 id 图。',
  'Choose the label file; a 16-bit picture or depth map is not a label.': '请选择标签文件；16 位图片或深度图不是标签。',

  // Colours
  'Choose the label: a picture of so many colours is a photograph.': '请选择标签：颜色如此之多的图片是照片。',
  '{0} {1}: each class has its own': '{0} 种颜色：每个类别各有一种',
  '{0} in other colours: samples were cut at {1}, as the dataset says':
    '{0|} 为其他颜色：按数据集的规定以 {1} 为界二值化',
  '{0} in other colours: given to the nearest class colour': '{0|} 为其他颜色：归入最接近的类别颜色',
  '{0} has the colour {1} at {2}, which the classes {3} share.': '{0} 在 {2|} 处的颜色为 {1}，而类别 {3} 共用此颜色。',
  'Give the classes different colours, or a remap of that colour to the class that is meant (--remap).':
    '请给各类别不同的颜色，或将该颜色映射到所指的类别 (--remap)。',
  '{0} is a colour picture ({1}) with {2}{3} colours, and no class colours are known; it has most of {4}.': `{0} 是彩色图片 ({1})，有 {2|}{3} 种颜色，但类别颜色未知；最多的是 {4|}。`,
  'Name its dataset (--preset), give a class list with colours (--classes, segmentationLoss.classes.colors), or save class ids.':
    '请指明其数据集 (--preset)，给出带颜色的类别列表（--classes、segmentationLoss.classes.colors），或保存类别 id。',
  '{0} has {1} in {2}{3} colours of no class: {4}.': `{0} 有 {1|} 属于 {2|}{3} 种不属于任何类别的颜色：{4|}。`,
  'Save the label without an alpha channel.': '请不带 alpha 通道保存标签。',
  'Add these colours to the class list, or allow the nearest colour (segmentationLoss.label.nearestColour, --nearest-colour) if they are anti-aliased edges.':
    '请将这些颜色加入类别列表；如果它们是抗锯齿的边缘，可允许取最接近的颜色（segmentationLoss.label.nearestColour、--nearest-colour）。',

  // Encodings
  '0 and 255 are classes 0 and 1': '0 和 255 是类别 0 和 1',
  '{0} is read as a mask of 0 and 255, but {1} have other values ({2}).':
    '{0} 按 0 和 255 的掩码读取，但 {1|} 为其他值（{2|}）。',
  'Choose another label encoding (--encoding), or allow the nearest colour (--nearest-colour) to cut the mask in the middle.':
    '请选择其他标签编码 (--encoding)，或允许取最接近的颜色 (--nearest-colour)，从中间二值化掩码。',
  '{0} for {1} classes: 255 is class 1': '{1} 个类别，{0|}：255 是类别 1',
  'is a colour picture ({0}) whose R, G and B differ, so it stores no ids':
    '是 R、G、B 不同的彩色图片 ({0})，因此不存储 id',
  'the stored value is the id': '存储的值即 id',
  'the palette index is the id': '调色板索引即 id',
  'has no palette': '没有调色板',
  'palette picture, {0}: by index, not by colour, {1}': '调色板图片，{0|}：按索引而非颜色，{1|}',
  'a colour picture with R=G=B: the grey value is the id': 'R=G=B 的彩色图片：灰度值即 id',
  'has a single channel, not R=G=B': '只有一个通道，不是 R=G=B',
  '{0} with R=G=B, {1}: {2}': 'R=G=B 的 {0}，{1|}：{2|}',
  'mapped to classes ({0})': '映射到类别（{0|}）',
  '0 is ignored, every other value lowered by one': '忽略 0，其他值减一',
  'read as ids': '读作 id',
  'each class has a colour': '每个类别有一种颜色',
  'has a single channel and no palette, so no colours': '只有一个通道且没有调色板，因此没有颜色',
  '{0} has the index {1}, for which its palette of {2} colours has none.':
    '{0} 含有索引 {1}，而其 {2} 色的调色板中没有它。',
  'Read the label by index (--encoding palette).': '请按索引读取标签 (--encoding palette)。',
  '{0}: read as ids': '{0|}：读作 id',
  '{0}: 0 is ignored, every other value lowered by one': '{0|}：忽略 0，其他值减一',
  '{0}: mapped to classes ({1})': '{0|}：映射到类别（{1|}）',

  // Proposals
  '255 is class 1': '255 是类别 1',
  '{0} for 2 classes': '2 个类别，{0|}',
  '{0} for {1} classes': '{1} 个类别，{0|}',
  '0 is ignored, class k is stored as k + 1': '忽略 0，类别 k 存为 k + 1',
  '{0} is ignored': '忽略 {0}',
  'all {0} colours are those of {1}': '全部 {0} 种颜色都是 {1} 的颜色',
  'the palette has the colours of {0}': '调色板的颜色与 {0} 相同',
  'only so every value is one of the {0} classes or ignored': '只有这样，每个值才是 {0} 个类别之一或被忽略',
  'the path has "{0}"': '路径中有“{0}”',

  // Class lists and the settings of labels
  'Correct the setting or flag.': '请更正该设置或参数。',
  'In the remap of label values {0}.': '标签值的映射中{0|}。',
  'The class colour {0} is neither "#rrggbb" nor [r, g, b].': '类别颜色 {0} 既不是“#rrggbb”也不是 [r, g, b]。',
  'The number of classes is {0}; it must be a whole number above 0.': '类别数为 {0}；必须是大于 0 的整数。',
  'The ignore index is {0}; it must be a whole number, or several.': '忽略索引为 {0}；必须是一个或多个整数。',
  'The label encoding is {0}; it must be one of {1}.': '标签编码为 {0}；必须是 {1} 之一。',
  'The preset is {0}; it must be one of {1}.': '预设为 {0}；必须是 {1} 之一。',
  'class {0}': '类别 {0}',
  'nothing is mapped: it must be a table such as {"7": 0, "8": 1, "-1": "ignore"}':
    '没有任何映射：必须是类似 {"7": 0, "8": 1, "-1": "ignore"} 的表',
  'there are {0} values, more than anybody writes': '有 {0} 个值，多得不可能是手写的',
  'the table is empty': '表为空',
  '{0} is neither a whole number, nor "#rrggbb", nor "*"': '{0} 既不是整数，也不是“#rrggbb”或“*”',
  '{0} becomes {1}, which is neither a class id nor "ignore"': '{0} 被映射为 {1}，它既不是类别 id 也不是“ignore”',
  '{0} has the region {1} of several ids: nnU-Net trains regions with a sigmoid each, which is no loss over classes.':
    '{0} 含有由多个 id 组成的区域 {1}：nnU-Net 对每个区域分别用 sigmoid 训练，不是类别间的损失。',
  'Give a class list with one id per class (--classes, or a classes.json beside the labels).':
    '请给出每个类别一个 id 的类别列表（--classes，或标签旁的 classes.json）。',
  'Correct the file or set the classes in settings.': '请更正该文件，或在设置中指定类别。',
  '{0} is not a JSON object.': '{0} 不是 JSON 对象。',
  '{0} has a remap in which {1}.': '{0} 的映射中{1|}。',
  '{0} has the unusable value {1}.': '{0} 含有无法使用的值 {1}。',
  '{0} has a class without a valid id: {1}.': '{0} 中有类别没有有效的 id：{1}。',
  '{0} has names that are not a list of strings.': '{0} 的名称不是字符串列表。',
  '{0} has a palette that is not a list.': '{0} 的调色板不是列表。',
  '{0} has the colour {1}, which is neither [r, g, b] nor "#rrggbb".':
    '{0} 含有颜色 {1}，它既不是 [r, g, b] 也不是“#rrggbb”。',
  '{0} has the line {1}, which is not "name:r,g,b::".': '{0} 含有行 {1}，它不符合“name:r,g,b::”。',
  '{0} is not JSON ({1}).': '{0} 不是 JSON ({1})。',
  '{0} has the label {1} without a valid id.': '{0} 中的标签 {1} 没有有效的 id。',
  '{0} is too large for a class list.': '{0} 作为类别列表过大。',
  '{0}, {1} different values: {2}': '{0}，{1} 个不同的值：{2!}',
  '{0}, {1} different values: {2}, {3}: {4}': '{0}，{1} 个不同的值：{2!}，{3|}：{4|}',
  'class × 256 + instance': '类别 × 256 + 实例',
  'class × 1000 + instance': '类别 × 1000 + 实例',
  'class × 1000 + instance, or below 1000 the class': '类别 × 1000 + 实例，小于 1000 时即类别',
  '{0} different values up to {1} for {2} classes': '{2} 个类别，却有 {0} 个不同的值，最大为 {1}',
  'without the instances they are {0}': '去掉实例后为{0|}',
  'all of them ids of {0}': '都是 {0} 的 id',
  '{0}, class × 256 + instance': '{0}，类别 × 256 + 实例',
  '{0}, class × 1000 + instance': '{0}，类别 × 1000 + 实例',
  '{0} are ignored': '忽略 {0}',
};
