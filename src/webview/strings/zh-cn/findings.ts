import type { findings as English } from '../findings.js';
import { evidence } from './evidence.js';

export const findings: typeof English = {
  show: '显示',
  showHint: '在图像和表格中显示',
  fix: (setting, value) => `将 ${setting} 设为 ${value}`,
  docs: code => `${code} 的含义`,
  numbers: '数值',
  evidence,
  looking: '正在检查数值',
  offer: {
    question: title => `是否这样读取标签：${title}？`,
    taken: title => `标签的读取方式：${title}。`,
    evidence: sentences => sentences.map(one => `${one}。`).join(''),
    apply: '这样读取',
    keep: '保持这样',
    otherwise: '将存储值读作类别编号',
    sets: settings => `在此文件夹的设置中将 ${settings.map(([name, value]) => `${name} 设为 ${value}`).join('，将 ')}`,
    decline: '否',
    declineHint: '不再对此文件夹的标签提出此建议',
    hide: '隐藏',
    hideHint: '读取方式不变，不再对此文件夹的标签询问',
  },
  none: '此配对未发现异常。',
};
