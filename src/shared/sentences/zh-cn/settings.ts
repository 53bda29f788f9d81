import type { Sentences } from '../translator.js';

/** What is wrong with a setting. */
export const settings: Sentences = {
  'a number': '数值',
  'a number of at least {0}': '不小于 {0} 的数',
  'a number above {0}': '大于 {0} 的数',
  'a number of at least {0} and at most {1}': '{0} 到 {1} 之间的数',
  'a number above {0} and at most {1}': '大于 {0} 且不超过 {1} 的数',
  'a number and at most {0}': '不超过 {0} 的数',
  'a whole number, a list of whole numbers, or null': '整数、整数列表或 null',
  'a table of class ids or "ignore" by label value': '由标签值到类别 id 或“ignore”的表',
  'true or false': 'true 或 false',
  'one of {0}': '{0} 之一',
  'a list of {0}': '{0|}的列表',
  'one of the {0} of that list': '该列表中的{0|}',
  'colours written "#rrggbb"': '写作“#rrggbb”的颜色',
  'numbers of at least 0': '不小于 0 的数',
  'folder names': '文件夹名称',
  'a list of datasets, {"name": …, "labels": …}': '数据集列表，{"name": …, "labels": …}',
  'a dataset, {"name": …, "labels": …}': '数据集，{"name": …, "labels": …}',
  'a name that no other dataset has': '其他数据集没有使用的名称',
  'a name': '名称',
  'no such field, but one of {0}': '没有此字段，应为 {0} 之一',
  'a path with *, **, {stem}, {split} or {model}, such as "labels/{split}/{stem}.png"':
    '含有 *、**、{stem}、{split} 或 {model} 的路径，例如“labels/{split}/{stem}.png”',
  '{0}; this one {1}': '{0|}；此处{1|}',
  'The setting {0}.{1} is {2}; expected {3}.': '设置 {0}.{1} 为 {2}；应为{3|}。',
  'Correct {0}.{1} in the settings.': '请在设置中更正 {0}.{1}。',
  'a whole number{0}, or null': '整数{0|}或 null',
  'from {0} to {1}': '（{0} 到 {1}）',
  'a table of {0} by code': '由代码到 {0} 的表',
};
