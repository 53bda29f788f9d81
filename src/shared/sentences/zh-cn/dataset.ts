import type { Sentences } from '../translator.js';

/** What is odd about a whole dataset, and the conventions of its means. */
export const dataset: Sentences = {
  'No prediction of {0} has a pixel of {1}, which the labels have.': '{0} 的预测中没有任何像素属于 {1|}，而标签中有。',
  'Look at the class weights, or whether the class list is the one the model was trained with.':
    '请检查类别权重，或类别列表是否与训练模型时一致。',
  'No label of {0} has a pixel of {1}.': '{0} 的标签中没有任何像素属于 {1|}。',
  'Check that the class list belongs to these labels; means over classes differ in what they do with such a class.':
    '请确认类别列表与这些标签对应；各种类别平均对这样的类别处理不同。',
  '{0} pairs have {1} classes where the others have {2}; they are left out of the sums.':
    '{0} 个配对有 {1} 个类别，而其他配对有 {2} 个；它们不计入总和。',
  'Give them a dataset of their own in segmentationLoss.datasets.':
    '请在 segmentationLoss.datasets 中为它们单独设置数据集。',
  '{0} of {1} pairs, the first of them: {2}': '{1} 个配对中有 {0} 个，其中第一个：{2|}',
  'are in two splits': '同时出现在两个划分中',
  'Remove them from one: a result on pictures that were trained on says little.':
    '请从其中一个划分中移除：在训练过的图片上得到的结果说明不了什么。',
  'are the same picture': '是同一张图片',
  'Remove one of each pair, or check that the right label was copied.': '请每对移除一个，或确认复制的是正确的标签。',
  'The labels {0} {1}{2}.': '标签 {0|} {1|}{2|}。',
  ', and {0} more': ' 等，另有 {0} 组',
  ', and {0} more such groups': '，另有 {0} 组如此',
  '{0} of {1} labels are not {2} like all others ({3}: {4}).':
    '{1} 个标签中有 {0} 个不像其他标签那样为 {2}（{3}：{4}）。',
  'Check that they belong to this dataset.': '请确认它们属于此数据集。',
  'The predictions {0} are the same, though their labels differ{1}.': '预测 {0|} 相同，而它们的标签不同{1|}。',
  'Check what wrote them: one of the files was probably copied or written twice.':
    '请检查写出它们的程序：其中一个文件可能被复制或写了两次。',

  // Conventions of an epoch
  'IoU per class over all pixels of all images; a class that is nowhere counts as 0.':
    '按类别对所有图像的所有像素计算 IoU；从未出现的类别计为 0。',
  'IoU per class over all pixels of all images; classes that are nowhere are left out.':
    '按类别对所有图像的所有像素计算 IoU；从未出现的类别不参与平均。',
  'Dice per class over all pixels of all images; classes that are nowhere are left out.':
    '按类别对所有图像的所有像素计算 Dice；从未出现的类别不参与平均。',
  'Recall per class over all pixels of all images; classes without label pixels are left out.':
    '按类别对所有图像的所有像素计算召回率；没有标签像素的类别不参与平均。',
  'One IoU of all classes, pixels and images together.': '所有类别、像素和图像合在一起的一个 IoU。',
  'IoU per class over all images; a class that is nowhere counts as 1.':
    '按类别对所有图像计算 IoU；从未出现的类别计为 1。',
  'One IoU per image of all its classes together, then the mean over images.':
    '每张图像所有类别合为一个 IoU，再对图像取平均。',
  'IoU per image and class, then the mean over both; a class that an image lacks counts as 1.':
    '按图像和类别计算 IoU，再对两者取平均；图像中没有的类别计为 1。',
  'Dice per image and class, the mean over the classes an image has, then over images.':
    '按图像和类别计算 Dice，先对图像中有的类别取平均，再对图像取平均。',
  'Dice per image and class; per class the mean over images that have it; then over all classes but 0.':
    '按图像和类别计算 Dice；每个类别对含有它的图像取平均；再对除 0 以外的类别取平均。',
  'Dice per class over all images as one, all classes but 0; classes that are nowhere are left out.':
    '将所有图像视为一体按类别计算 Dice，不含类别 0；从未出现的类别不参与平均。',
  'origin: mIoU': '原实现：mIoU',
  'nnU-Net: validation Dice': 'nnU-Net：验证 Dice',
  'nnU-Net: pseudo Dice': 'nnU-Net：伪 Dice',
  'There are no sums to compare.': '没有可比较的总和。',
  '{0} and {1} are not about the same label pixels.': '{0} 与 {1} 针对的标签像素不同。',
  'Compare predictions whose label is read alike.': '请比较标签读取方式相同的预测。',
  Total: '总损失',
  'F-score': 'F 分数',
  'Mean IoU': '平均 IoU',
  'Pixel accuracy': '像素准确率',
  'The labels {0} and {1} are in two splits{2}.': '标签 {0} 和 {1} 同时出现在两个划分中{2|}。',
  'The labels {0} and {1} are the same picture{2}.': '标签 {0} 和 {1} 是同一张图片{2|}。',
};
