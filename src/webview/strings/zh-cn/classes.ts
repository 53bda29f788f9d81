import type { classes as English } from '../classes.js';

export const classes: typeof English = {
  tools: '类别表',
  filter: '筛选类别',
  filterHint: '输入类别名称的一部分；用逗号分隔多个，逐一显示',
  shown: (shown, all) => `${shown} / ${all} 个类别`,
  noneShown: '没有名称匹配的类别。',
  all: count => `全部 ${count} 个类别`,
  copy: '复制',
  copyCsv: 'CSV',
  copyCsvHint: '以 CSV 复制表格，完整精度',
  copyMarkdown: 'Markdown',
  copyMarkdownHint: '以 Markdown 复制表格，与显示一致',
  copied: '已复制',
  notCopied: '无法复制',
  resize: column => `“${column}”列的宽度`,
  resizeHint: '拖动，或按左右方向键；双击或按 Home 键恢复默认宽度。',
  id: 'id',
  pixels: '像素数',
};
