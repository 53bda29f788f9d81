import type { exporting as English } from '../exporting.js';

export const exporting: typeof English = {
  title: '导出',
  hint: '导出：报告、表格或叠加图',
  html: '报告 (HTML)…',
  preparing: '正在生成报告',
  json: '报告 (JSON)…',
  csv: '类别 (CSV)…',
  markdown: '以 Markdown 复制类别表',
  png: '原始尺寸的叠加图 (PNG)…',
};
