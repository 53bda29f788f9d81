import type { Sentences } from '../translator.js';

const ROLE = '{0|prediction=预测|label=标签|image=图像}';

/** Why files belong together, and what is asked where it is not clear. */
export const pairing: Sentences = {
  'a {0}, as the settings say': `${ROLE}，如设置所述`,
  'a {0}, by the name of its folder': `${ROLE}，依据所在文件夹的名称`,
  'a {0}, by the word in its name{1}': `${ROLE}，依据名称中的词{1}`,
  'a {0}, by its extension alone': `${ROLE}，仅依据扩展名`,
  'the {0}': ROLE,
  'the same name': '名称相同',
  'the same scene{0}': '场景相同{0}',
  '{0} in {1}, with the same folders below it': '{0!}，在 {1} 中，其下的文件夹也相同',
  '{0} in {1}': '{0!}，在 {1} 中',
  '{0} below {1}': '{0!}，在 {1} 之下',
  '{0} in the same folder': '{0!}，在同一文件夹中',
  '{0}, found in the whole workspace': '{0!}，在整个工作区中找到',
  'dataset “{0}”: {1}': '数据集“{0}”：{1}',
  'no file that the dataset “{0}” names': '没有数据集“{0}”所指的文件',
  'no {0} of the scene “{1}” ({2}, …)': `没有场景“{1}”的${ROLE}（{2} 等）`,
  'fits as well: {0}': '同样符合：{0|}',
  'has the name, but a common one, or another split: not taken unasked':
    '名称相符，但过于常见，或属于另一划分：未经询问不会采用',
  'met, but of another split, folder or form': '遇到过，但属于另一划分、文件夹或形式',
  '{0}: you will be asked': '{0!}：将会询问您',
  'chosen by you for this file': '由您为此文件选择',
  '{0}; from {1}, as you chose for its folder': '{0!}；取自 {1}，如您为其文件夹所选',
  'Found by a common name': '按常见名称找到',
  'one of {0}: ': '{0} 个之一：',
  'one of {0}: {1}': '{0} 个之一：{1!}',
  'chosen by you, not by its name': '由您选择，而非依据名称',
  '{0} fit equally well': '{0} 个同样符合',
  'no class list found: names come from the settings, a preset or the ids': '未找到类别列表：名称取自设置、预设或 id',
  'of the dataset “{0}”, or the nearest to the label': '属于数据集“{0}”，或离标签最近的',
  'the nearest to the label': '离标签最近的',
  'is empty': '为空',
  'leads out of a folder that is not known': '会离开未知的文件夹',
  'has {{0}} twice in the name "{1}"': '在名称“{1}”中两次使用 {{0}}',
  'has {0}; known are {stem}, {split} and {model}': '含有 {0}；已知的是 {stem}、{split} 和 {model}',
};
