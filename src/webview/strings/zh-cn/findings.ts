import type { findings as English } from '../findings.js';

export const findings: typeof English = {
  show: '显示',
  showHint: '在图像和表格中显示',
  fix: (setting, value) => `将 ${setting} 设为 ${value}`,
  docs: code => `${code} 的含义`,
  numbers: '数值',
  looking: '正在检查数值',
  offer: {
    question: title => `将标签读作 ${title}？`,
    evidence: sentences => sentences.map(one => `${one}。`).join(''),
    apply: '这样读取',
    applyHint: (setting, value) => `在此文件夹的设置中将 ${setting} 设为 ${value}`,
    decline: '否',
    declineHint: '不再对此文件夹的标签提出此建议',
  },
  none: '此配对未发现异常。',
};
