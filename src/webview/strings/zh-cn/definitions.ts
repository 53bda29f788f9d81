import type { definitions as English, reasons as EnglishReasons } from '../definitions.js';

const LEFT_OUT = '不计入忽略像素。';
const NOT_MASKED = '忽略像素处的概率没有被屏蔽：它们算作假正例。';
const OWN_PIXELS = '对该类别自身的有效像素取平均。';
const ABSENT_NO_VALUE = '缺失类别没有数值。';
const ABSENT_NO_PART = '缺失类别没有像素，不参与计算。';
const ABSENT_IN_DICE = '只要有任何概率落在缺失类别上，其得分就约为 0，因此约增加 1/C';

export const definitions: typeof English = {
  parameters: {
    weightsOne: '每个类别 w = 1',
    noAlpha: '无 α',
    hard: '预测类别的 p = 1',
    noClassWeights: '不使用类别权重',
    weightsNotDice: '类别权重只影响像素损失，不影响 Dice',
  },
  noneAbsent: `${ABSENT_IN_DICE}。此处没有缺失类别。`,
  absentAddUp: (absent, all, sum) => `${ABSENT_IN_DICE}：${all} 个类别中缺失 ${absent} 个，合计 ${sum}。`,
  meanOver: score => `对 c 取平均：${score}`,

  total: {
    title: '总损失',
    equation: (pixelLoss, dice) => `${pixelLoss}${dice ? ' + Dice 损失' : ''}`,
    sum: '直接相加，1 : 1。',
    alone: '仅像素损失。',
    weighted: '加权和，每个损失乘以假设分析中设置的 λ。',
    dialect: key => `${key}，按该库的定义`,
    ofDialect: '“口径”标签页列出它在哪些约定上不同。其他数值仍采用原实现的定义。',
    ignored: '各部分遵循各自的规则。',
    absent: '各部分遵循各自的规则。',
  },
  crossEntropy: {
    title: '交叉熵',
    mean: '对有效像素取加权平均，单位为 nats。',
    ignored: `${LEFT_OUT}没有有效像素时为 NaN (0/0)。`,
    absent: ABSENT_NO_PART,
  },
  focal: {
    title: 'Focal 损失',
    equation: terms => `Σ ${terms} / 全部像素数`,
    mean: '对所有像素取平均，包括忽略像素。权重位于 pt 之内：pt = p[y]^w[y]。',
    ignored: '忽略像素对总和贡献 0，对计数贡献 1，因此会拉低平均值。',
    absent: ABSENT_NO_PART,
  },
  dice: {
    title: 'Dice 损失',
    mean: '按类别对全部像素求和，再对全部 C 个类别（包括背景）取简单平均。',
    ignored: NOT_MASKED,
  },
  diceScore: {
    title: '平均 Dice 分数',
    mean: '此列的简单平均，包括缺失类别。Dice 损失为 1 减去此值。',
    ignored: NOT_MASKED,
  },
  fScore: {
    title: 'F 分数',
    mean: '与 Dice 相同，但用阈值代替概率，且不取最大类别：一个像素可能不属于任何类别。',
    ignored: NOT_MASKED,
    absent: '没有概率高于阈值时，缺失类别得 1 分，否则约为 0。',
  },
  meanIoU: {
    title: '平均 IoU',
    mean: '对标签或预测中出现的类别取平均，每个像素取概率最大的类别。',
    ignored: LEFT_OUT,
    absent: '两者中都未出现的类别不参与平均。',
  },
  meanIoUOrigin: {
    title: '平均 IoU（原实现）',
    mean: '对全部 C 个类别取平均，每个像素取概率最大的类别。',
    ignored: LEFT_OUT,
    absent: '两者中都未出现的类别计为 0。',
  },
  pixelAccuracy: {
    title: '像素准确率',
    equation: 'Σ TP / 有效像素数',
    mean: '对有效像素取平均，每个像素取概率最大的类别。',
    ignored: LEFT_OUT,
    absent: ABSENT_NO_PART,
  },
  classPixelShare: {
    title: '像素占比',
    equation: '该类别的标签像素数 / 有效像素数',
    mean: '不取平均：各占比之和为 100 %。',
    ignored: LEFT_OUT,
    absent: '缺失类别没有有效的标签像素。',
  },
  classLossShare: {
    titleOf: { crossEntropy: '交叉熵占比', focal: 'Focal 损失占比' },
    equationOf: {
      crossEntropy: '该类别上的 Σ w[y]·(−log p[y]) / 全部像素上的同一和',
      focal: '该类别上的 Σ focal / Σ focal',
    },
    mean: '损失图总和中落在该类别像素上的比例；各占比之和为 100 %。',
    ignored: LEFT_OUT,
    absent: ABSENT_NO_VALUE,
  },
  classCrossEntropy: {
    title: '该类别的交叉熵',
    equation: 'Σ (−log p[y]) / 该类别的像素数',
    mean: `${OWN_PIXELS}类别权重相互抵消。`,
    ignored: LEFT_OUT,
    absent: ABSENT_NO_VALUE,
  },
  classFocal: {
    title: '该类别的 Focal 损失',
    equation: terms => `Σ ${terms} / 该类别的像素数`,
    mean: OWN_PIXELS,
    ignored: `${LEFT_OUT}（总值则除以全部像素数。）`,
    absent: ABSENT_NO_VALUE,
  },
  classDice: {
    title: '该类别的 Dice 分数',
    mean: '不取平均：由全部像素的总和得到一个分数。Dice 损失为 1 减去此列的平均值。',
    ignored: NOT_MASKED,
    absent: '只要有任何概率落在其上，得分就约为 0，并计入平均。',
  },
  classFScore: {
    title: '该类别的 F 分数',
    mean: '不取平均：由全部像素的总和得到一个分数，使用阈值而非最大类别。',
    ignored: NOT_MASKED,
    absent: '没有概率高于阈值时得 1 分，否则约为 0，并计入平均。',
  },
  classIoU: {
    title: '该类别的 IoU',
    mean: '不取平均：对全部有效像素计数，每个像素取概率最大的类别。',
    ignored: LEFT_OUT,
    absent: '标签和预测中都未出现的类别没有数值。',
  },
  classPrecision: {
    title: '该类别的精确率',
    mean: '不取平均：被预测为该类别的像素中，正确的占比。',
    ignored: LEFT_OUT,
    absent: '从未被预测的类别没有数值。',
  },
  classRecall: {
    title: '该类别的召回率',
    mean: '不取平均：该类别的像素中，被预测为该类别的占比。',
    ignored: LEFT_OUT,
    absent: ABSENT_NO_VALUE,
  },
};

export const reasons: typeof EnglishReasons = {
  infinite: '无穷大：至少有一个有效像素给其标签类别的概率为 0。',
  mask: '没有概率，因此没有交叉熵。',
  neverPredicted: '该类别从未被预测。',
  inNeither: '标签和预测中都没有该类别。',
  absent: '缺失：没有属于该类别的有效标签像素。',
  noPixel: '没有有效像素。',
  missing: '此配对没有这个数值。',
  allIgnored: 'NaN：所有像素都被忽略，平均值为 0/0。',
  nanOrWeights: 'NaN：预测中含有 NaN 或无穷值，或所遇权重全为 0 (0/0)。',
  nan: 'NaN：预测中含有 NaN 或无穷值。',
};
