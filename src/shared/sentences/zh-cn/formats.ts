import type { Sentences } from '../translator.js';

/** Why a file cannot be read. */
export const formats: Sentences = {
  // Opening
  '{0} does not exist.': '{0} 不存在。',
  'Check the path or choose another file.': '请检查路径或选择其他文件。',
  '{0} may not be read.': '没有读取 {0} 的权限。',
  'Give yourself read permission on it.': '请为自己授予其读取权限。',
  '{0} is not a regular file.': '{0} 不是普通文件。',
  'Choose a file.': '请选择文件。',
  '{0} could not be opened ({1}).': '无法打开 {0} ({1})。',
  'Check the file.': '请检查该文件。',
  '{0} became shorter while it was read.': '{0} 在读取过程中变短。',
  'Run again.': '请重新运行。',
  '{0} is empty.': '{0} 为空。',
  'The file is still being written or its writer failed: save it again.': '文件仍在写入，或写入失败：请重新保存。',
  '{0} is a {1} picture: its compression changes pixel values, so it holds no exact class ids.':
    '{0} 是 {1} 图片：其压缩会改变像素值，因此不含精确的类别 id。',
  'Save class ids as PNG or .npy.': '请将类别 id 保存为 PNG 或 .npy。',
  '{0} is {1}; class ids and predictions are read from {2}.': '{0} {1|}；类别 id 和预测可从以下格式读取：{2}。',
  'a {0} file': '是 {0} 文件',
  'of no known format': '格式未知',
  'Save it as .npy (numpy.save) or as an index PNG.': '请保存为 .npy (numpy.save) 或索引 PNG。',
  'The file is damaged: save it again.': '文件已损坏：请重新保存。',
  'The file is cut off or still being written: wait for it or save it again.':
    '文件被截断或仍在写入：请等待或重新保存。',
  'Save the file again.': '请重新保存文件。',
  '{0} expands from {1} to {2} bytes; compressed files are read up to {3}.':
    '{0} 由 {1} 字节展开为 {2} 字节；压缩文件最多读取 {3} 字节。',
  'Save it uncompressed, or in parts.': '请不压缩地保存，或分成几部分。',

  // Arrays
  '{0} has no array named {1}; it has {2}.': '{0} 中没有名为 {1} 的数组；其中有 {2|}。',
  'Leave out the name of the array.': '请不要指定数组的名称。',
  'Choose one of these arrays.': '请选择其中一个数组。',
  '{0} holds no array.': '{0} 中没有数组。',
  'Save the array again and choose that file.': '请重新保存数组并选择该文件。',
  '{0} holds several arrays that could be meant: {1}.': '{0} 含有多个可能的数组：{1|}。',
  'Choose one: in the panel, or with --prediction-array and --label-array.':
    '请选择一个：在面板中，或用 --prediction-array 和 --label-array。',
  'NumPy archive': 'NumPy 归档',

  // NumPy
  '{0} is not a NumPy file: it begins with {1} instead of "\\x93NUMPY".':
    '{0} 不是 NumPy 文件：开头是 {1} 而不是“\\x93NUMPY”。',
  'Save the array with numpy.save and choose that file.': '请用 numpy.save 保存数组并选择该文件。',
  '{0} has .npy version {1}; versions 1 to 3 exist.': '{0} 的 .npy 版本为 {1}；只有版本 1 到 3。',
  'Save the array again with numpy.save.': '请用 numpy.save 重新保存数组。',
  '{0} announces a header of {1} bytes; a real one has about a hundred.':
    '{0} 声称文件头有 {1} 字节；真正的约有一百字节。',
  '{0} holds Python objects (dtype {1}), which can only be read by running pickled code.':
    '{0} 含有 Python 对象 (dtype {1})，只有执行 pickle 代码才能读取。',
  'Save a plain numeric array: numpy.save(path, array.astype("float32")).':
    '请保存纯数值数组：numpy.save(path, array.astype("float32"))。',
  '{0} has dtype {1}; bool, integers and float16/32/64 can be read.':
    '{0} 的 dtype 为 {1}；可读取 bool、整数和 float16/32/64。',
  'Convert it first: numpy.save(path, array.astype("float32")).':
    '请先转换：numpy.save(path, array.astype("float32"))。',
  '{0} has {1} bytes, but its header needs {2}.': '{0} 有 {1} 字节，但其文件头需要 {2} 字节。',
  'The header of {0} {1}.': '{0} 的文件头{1|}。',
  'is not a Python dict ({0})': '不是 Python 字典（{0|}）',
  'is not a Python dict': '不是 Python 字典',
  "lacks one of 'descr', 'fortran_order' and 'shape'": "缺少 'descr'、'fortran_order' 或 'shape'",
  'has the shape {0}': '的形状为 {0}',
  'unexpected {0} at {1}': '位置 {1} 处出现意外的 {0}',
  'nested too deeply': '嵌套过深',
  "expected 'key': value at {0}": "位置 {0} 处应为 'key': value",
  'expected , or } at {0}': '位置 {0} 处应为 , 或 }',
  'expected , or {0} at {1}': '位置 {1} 处应为 , 或 {0}',
  'unfinished string': '字符串未结束',

  // safetensors
  'The safetensors header of {0} {1}.': '{0} 的 safetensors 文件头{1|}。',
  'has no header of a sensible length': '长度不合理',
  'gives {0} {1} bytes for {2} {3}': '为 {2} {3} 的 {0} 给出 {1} 字节',
  'is not JSON ({0})': '不是 JSON ({0})',
  'is not a JSON object': '不是 JSON 对象',
  'gives {0} no dtype and shape': '没有给出 {0} 的 dtype 和形状',
  'gives {0} no place in the file': '没有给出 {0} 在文件中的位置',
  '{0}: {1} has dtype {2}; bool, integers, F16, BF16, F32 and F64 can be read.':
    '{0}：{1} 的 dtype 为 {2}；可读取 bool、整数、F16、BF16、F32 和 F64。',
  'Convert it first: tensor.float().': '请先转换：tensor.float()。',

  // JSON of detectron2
  "{0} is not a readable list of detectron2's masks: {1}.": '{0} 不是可读取的 detectron2 掩码列表：{1|}。',
  'Use the sem_seg_predictions.json that detectron2 writes, or save masks as PNG.':
    '请使用 detectron2 写出的 sem_seg_predictions.json，或将掩码保存为 PNG。',
  'character {0} of the run lengths is none': '游程编码的第 {0} 个字符无效',
  'its run lengths do not add up to {0} pixels': '游程长度之和不是 {0} 个像素',
  'its run lengths add up to {0} of {1} pixels': '游程长度之和为 {0} 个像素，应为 {1} 个',
  '{0} is missing at byte {1}': '第 {1} 字节处缺少 {0|}',
  'the end of a string': '字符串的结尾',
  'it is nested too deeply': '嵌套过深',
  'the masks of {0} differ in size': '{0} 的掩码尺寸不一',
  'something follows the list at byte {0}': '第 {0} 字节处列表之后还有内容',
  'a size has more than two numbers': '尺寸多于两个数',
  'the entry before byte {0} lacks file_name, category_id, or a segmentation with size':
    '第 {0} 字节之前的条目缺少 file_name、category_id 或带尺寸的 segmentation',
  'Save the mask of each picture as PNG.': '请将每张图片的掩码保存为 PNG。',
  'the masks of {0} overlap': '{0} 的掩码相互重叠',

  // ZIP
  '{0} is a damaged ZIP archive: {1}.': '{0} 是损坏的 ZIP 归档：{1|}。',
  'it announces {0} members': '它声称有 {0} 个成员',
  'its members {0} and {1} overlap': '其成员 {0} 和 {1} 重叠',
  '{0} is {1}; stored and deflated members can be read.': '{0} {1|}；可读取未压缩和 deflate 压缩的成员。',
  'compressed by method {0}': '用方法 {0} 压缩',
  'Save it again with numpy.savez or numpy.savez_compressed.': '请用 numpy.savez 或 numpy.savez_compressed 重新保存。',
  'it has no member where {0} should be': '应有 {0} 之处没有成员',
  '{0} goes beyond the end of the file': '{0} 超出文件末尾',
  '{0} cannot be as large as it says': '{0} 不可能有其声称的那么大',
  '{0} does not inflate': '{0} 无法解压',
  '{0} does not inflate ({1})': '{0} 无法解压 ({1})',
  'Save it uncompressed (numpy.savez): it is then read where it lies.':
    '请不压缩地保存 (numpy.savez)：这样就能直接读取。',
  '{0} inflates to {1} bytes instead of {2}': '{0} 解压为 {1} 字节，而不是 {2} 字节',
  'the checksum of {0} is wrong': '{0} 的校验和错误',
  encrypted: '已加密',
};
