/** One way in which datasets and frameworks lay out images, labels and predictions, as one small tree. */
export interface Convention {
  name: string;
  /** All files, decoys included; in the workspace folder /w. */
  files: string[];
  /** What belongs together; null: there is none. */
  pairs: { prediction: string | null; label: string; image: string | null }[];
  /** Predictions of one label by several models: the question, from the label of each pair. */
  asks?: boolean;
}

/** A pair in the folder below /w/name: paths are relative to it. */
type Row = [prediction: string | null, label: string, image: string | null];

function convention(name: string, rows: Row[], decoys: string[] = [], asks = false): Convention {
  const at = (path: string | null) => path && `/w/${path}`;
  const pairs = rows.map(([prediction, label, image]) => ({
    prediction: at(prediction),
    label: `/w/${label}`,
    image: at(image),
  }));
  const named = pairs.flatMap(({ prediction, label, image }) => [prediction, label, image]);
  return {
    name,
    files: [...new Set([...named.filter(path => path !== null), ...decoys.map(one => `/w/${one}`)])],
    pairs,
    ...(asks ? { asks } : {}),
  };
}

const VOC = 'VOCdevkit/VOC2007';
const BAD = ['a', 'b'];

export const CONVENTIONS: Convention[] = [
  convention(
    'Pascal VOC, predictions beside',
    ['2007_000033', '2007_000042'].map(x => [
      `VOC/preds/${x}.npy`,
      `VOC/SegmentationClass/${x}.png`,
      `VOC/JPEGImages/${x}.jpg`,
    ]),
    ['VOC/SegmentationObject/2007_000033.png', 'VOC/ImageSets/Segmentation/val.txt', 'VOC/Annotations/2007_000033.xml'],
  ),
  convention(
    'the origin: VOCdevkit and miou_out/detection-results',
    ['2007_000033', '2007_000042'].map(x => [
      `miou_out/detection-results/${x}.png`,
      `${VOC}/SegmentationClass/${x}.png`,
      `${VOC}/JPEGImages/${x}.jpg`,
    ]),
    [`${VOC}/ImageSets/Segmentation/val.txt`, 'model_data/logits.txt', 'img/street.jpg', 'logs/loss.png'],
  ),
  convention(
    'Cityscapes, with train ids and a submission of any suffix',
    ['frankfurt', 'lindau'].map(city => [
      `results/${city}_000000_000294_pred_19.png`,
      `gtFine/val/${city}/${city}_000000_000294_gtFine_labelTrainIds.png`,
      `leftImg8bit/val/${city}/${city}_000000_000294_leftImg8bit.png`,
    ]),
    ['labelIds', 'instanceIds', 'color'].map(x => `gtFine/val/frankfurt/frankfurt_000000_000294_gtFine_${x}.png`),
  ),
  convention(
    'Cityscapes, with label ids alone and predictions named like the images',
    [
      [
        'preds/val/munster/munster_000001_000019_leftImg8bit.npy',
        'gtFine/val/munster/munster_000001_000019_gtFine_labelIds.png',
        'leftImg8bit/val/munster/munster_000001_000019_leftImg8bit.png',
      ],
    ],
    [
      'gtFine/val/munster/munster_000001_000019_gtFine_color.png',
      'gtFine/val/munster/munster_000001_000019_gtFine_polygons.json',
    ],
  ),
  convention(
    'ADE20K, labels and images by split',
    [
      [
        'ADE/predictions/validation/ADE_val_00000001.npy',
        'ADE/annotations/validation/ADE_val_00000001.png',
        'ADE/images/validation/ADE_val_00000001.jpg',
      ],
      [
        'ADE/predictions/training/ADE_train_00000001.npy',
        'ADE/annotations/training/ADE_train_00000001.png',
        'ADE/images/training/ADE_train_00000001.jpg',
      ],
    ],
    ['ADE/objectInfo150.txt', 'ADE/sceneCategories.txt'],
  ),
  convention(
    'the same names in every split',
    ['train', 'val'].map(split => [`d/preds_${split}/1.npy`, `d/labels/${split}/1.png`, `d/images/${split}/1.jpg`]),
  ),
  convention(
    'split folders above the roles, predictions by other names of the splits',
    [
      ['d/predictions/training/1.npy', 'd/train/masks/1.png', 'd/train/images/1.jpg'],
      ['d/predictions/validation/1.npy', 'd/val/masks/1.png', 'd/val/images/1.jpg'],
    ],
    ['d/train.txt', 'd/val.txt'],
  ),
  convention(
    'nnU-Net, raw and results apart',
    ['002', '003'].map(x => [
      `nnUNet_results/Dataset004_Hippocampus/nnUNetTrainer__nnUNetPlans__2d/fold_0/validation/hippo_${x}.npz`,
      `nnUNet_raw/Dataset004_Hippocampus/labelsTr/hippo_${x}.nii.gz`,
      `nnUNet_raw/Dataset004_Hippocampus/imagesTr/hippo_${x}_0000.nii.gz`,
    ]),
    [
      'nnUNet_results/Dataset004_Hippocampus/nnUNetTrainer__nnUNetPlans__2d/fold_0/validation/hippo_002.nii.gz',
      'nnUNet_results/Dataset004_Hippocampus/nnUNetTrainer__nnUNetPlans__2d/fold_0/validation/hippo_002.pkl',
      'nnUNet_results/Dataset004_Hippocampus/nnUNetTrainer__nnUNetPlans__2d/fold_0/validation/summary.json',
      'nnUNet_preprocessed/Dataset004_Hippocampus/gt_segmentations/hippo_002.nii.gz',
      'nnUNet_raw/Dataset004_Hippocampus/imagesTr/hippo_002_0001.nii.gz',
      'nnUNet_raw/Dataset004_Hippocampus/dataset.json',
      'nnUNet_raw/Dataset005_Prostate/labelsTr/hippo_002.nii.gz',
    ],
  ),
  convention('nnU-Net, predictions as masks beside the labels', [
    [
      'Dataset009/predictionsTs/spleen_1.nii.gz',
      'Dataset009/labelsTs/spleen_1.nii.gz',
      'Dataset009/imagesTs/spleen_1_0000.nii.gz',
    ],
  ]),
  convention(
    'Synapse and BTCV',
    ['0001', '0002'].map(x => [`preds/img${x}.npz`, `Training/label/label${x}.nii.gz`, `Training/img/img${x}.nii.gz`]),
  ),
  convention(
    'DRIVE',
    ['21', '22'].map(x => [
      `DRIVE/predictions/${x}_training.npy`,
      `DRIVE/training/1st_manual/${x}_manual1.gif`,
      `DRIVE/training/images/${x}_training.tif`,
    ]),
    ['DRIVE/training/mask/21_training_mask.gif', 'DRIVE/training/2nd_manual/21_manual2.gif'],
  ),
  convention(
    'CHASE',
    ['Image_01L', 'Image_01R'].map(x => [`chase/logits/${x}.npy`, `chase/data/${x}_1stHO.png`, `chase/data/${x}.jpg`]),
    ['chase/data/Image_01L_2ndHO.png'],
  ),
  convention(
    'LEVIR-CD',
    ['test_1', 'test_2'].map(x => [`levir/preds/test/${x}.npy`, `levir/test/label/${x}.png`, `levir/test/A/${x}.png`]),
    ['levir/test/B/test_1.png', 'levir/test/B/test_2.png', 'levir/list/test.txt'],
  ),
  convention(
    'iSAID as mmsegmentation keeps it',
    ['P0003_0_896_0_896', 'P0004_0_896_0_896'].map(x => [
      `work_dirs/isaid/results/${x}.png`,
      `data/iSAID/ann_dir/val/${x}_instance_color_RGB.png`,
      `data/iSAID/img_dir/val/${x}.png`,
    ]),
    ['data/iSAID/ann_dir/val/P0003_0_896_0_896_instance_id_RGB.png'],
  ),
  convention('iSAID as published', [
    [
      'iSAID/preds/P0003.png',
      'iSAID/val/Semantic_masks/images/P0003_instance_color_RGB.png',
      'iSAID/val/images/images/P0003.png',
    ],
  ]),
  convention(
    'DeepGlobe',
    ['119', '2334'].map(x => [
      `deepglobe/predictions/${x}_sat.npy`,
      `deepglobe/train/${x}_mask.png`,
      `deepglobe/train/${x}_sat.jpg`,
    ]),
  ),
  convention(
    'LIP',
    ['77_1', '78_2'].map(x => [
      `LIP/predictions/${x}.png`,
      `LIP/train_segmentations/${x}.png`,
      `LIP/train_images/${x}.jpg`,
    ]),
    ['LIP/val_segmentations/99_3.png', 'LIP/val_images/99_3.jpg', 'LIP/train_id.txt'],
  ),
  convention('LIP as published', [
    [
      'LIP/predictions/77_1.png',
      'LIP/TrainVal_parsing_annotations/TrainVal_parsing_annotations/train_segmentations/77_1.png',
      'LIP/TrainVal_images/TrainVal_images/train_images/77_1.jpg',
    ],
  ]),
  convention(
    'LoveDA',
    ['Urban', 'Rural'].map(x => [
      `LoveDA/Val/${x}/preds/1366.npy`,
      `LoveDA/Val/${x}/masks_png/1366.png`,
      `LoveDA/Val/${x}/images_png/1366.png`,
    ]),
  ),
  convention(
    'LoveDA, predictions apart',
    ['Urban', 'Rural'].map(x => [
      `results/${x}/1366.png`,
      `LoveDA/Val/${x}/masks_png/1366.png`,
      `LoveDA/Val/${x}/images_png/1366.png`,
    ]),
  ),
  convention(
    "MONAI's folder for each case",
    ['spleen_10', 'spleen_12'].map(x => [
      `out/${x}/${x}_seg.nii.gz`,
      `Task09_Spleen/labelsTr/${x}.nii.gz`,
      `Task09_Spleen/imagesTr/${x}.nii.gz`,
    ]),
    ['Task09_Spleen/dataset.json'],
  ),
  convention(
    'BraTS',
    ['001', '002'].map(x => [
      `preds/BraTS20_${x}.nii.gz`,
      `BraTS/BraTS20_${x}/BraTS20_${x}_seg.nii.gz`,
      `BraTS/BraTS20_${x}/BraTS20_${x}_flair.nii.gz`,
    ]),
    ['t1', 't1ce', 't2'].map(x => `BraTS/BraTS20_001/BraTS20_001_${x}.nii.gz`),
  ),
  convention(
    'image-segmentation-keras',
    ['train', 'test'].map(split => [
      `predictions_${split}/0016E5.npy`,
      `dataset1/annotations_prepped_${split}/0016E5.png`,
      `dataset1/images_prepped_${split}/0016E5.png`,
    ]),
  ),
  convention(
    "CamVid in SegNet's tutorial",
    ['train', 'test'].map(split => [
      `CamVid/preds/${split}/0001TP_006690.npy`,
      `CamVid/${split}annot/0001TP_006690.png`,
      `CamVid/${split}/0001TP_006690.png`,
    ]),
    ['CamVid/train.txt'],
  ),
  convention('CamVid as published', [
    [
      'predictions/0001TP_006690.npy',
      'LabeledApproved_full/0001TP_006690_L.png',
      '701_StillsRaw_full/0001TP_006690.png',
    ],
  ]),
  convention(
    'mmsegmentation, work_dirs far from data',
    ['ADE_val_00000001', 'ADE_val_00000002'].map(x => [
      `work_dirs/segformer/format_results/${x}.png`,
      `data/ade/ADEChallengeData2016/annotations/validation/${x}.png`,
      `data/ade/ADEChallengeData2016/images/validation/${x}.jpg`,
    ]),
    [
      'work_dirs/segformer/vis_data/vis_image/ADE_val_00000001.png',
      'work_dirs/segformer/20240101.log',
      'configs/_base_/x.py',
      'resources/logo.png',
    ],
  ),
  convention(
    'labelme2voc',
    [
      [
        'data_voc/preds/2011_000003.npy',
        'data_voc/SegmentationClass/2011_000003.png',
        'data_voc/JPEGImages/2011_000003.jpg',
      ],
    ],
    [
      'data_voc/SegmentationClassNpy/2011_000003.npy',
      'data_voc/SegmentationClassVisualization/2011_000003.jpg',
      'data_voc/class_names.txt',
    ],
  ),
  convention('Potsdam as published', [
    [
      'preds/top_potsdam_2_10.npy',
      'Potsdam/5_Labels_all/top_potsdam_2_10_label.tif',
      'Potsdam/2_Ortho_RGB/top_potsdam_2_10_RGB.tif',
    ],
  ]),
  convention(
    'suffixes in one folder',
    ['a', 'b'].flatMap(x => [
      [`one/${x}_pred.npy`, `one/${x}_mask.png`, `one/${x}.jpg`] satisfies Row,
      [`two/${x}_probs.npy`, `two/${x}_gt.png`, `two/${x}_image.png`] satisfies Row,
      [`three/${x}-logits.npy`, `three/${x}-label.png`, `three/${x}-img.png`] satisfies Row,
      [`four/${x}_prob.npy`, `four/${x}_seg.png`, `four/${x}.png`] satisfies Row,
    ]),
    ['one/a_overlay.png', 'two/a_color.png'],
  ),
  convention(
    'prefixes in one folder',
    ['3', '4'].map(x => [`em/prob_${x}.npy`, `em/label_${x}.png`, `em/image_${x}.png`]),
  ),
  convention('volumes by suffix', [['ct/ct_probability.nii.gz', 'ct/ct_label.nii.gz', 'ct/ct.nii.gz']]),
  convention(
    'a folder of results that mixes everything',
    ['0007', '0008'].map(x => [`results/${x}_pred.png`, `results/${x}_gt.png`, `results/${x}_image.png`]),
  ),
  convention(
    'a folder for each case',
    ['case_1', 'case_2'].map(x => [`preds/${x}.npz`, `cases/${x}/label.nii.gz`, `cases/${x}/image.nii.gz`]),
  ),
  convention(
    'everything in a folder for each case',
    ['case_1', 'case_2'].map(x => [`cases/${x}/logits.npy`, `cases/${x}/label.png`, `cases/${x}/image.png`]),
  ),
  convention(
    'masks among the images',
    ['benign (1)', 'benign (2)'].map(x => [`BUSI/preds/${x}.npy`, `BUSI/benign/${x}_mask.png`, `BUSI/benign/${x}.png`]),
  ),
  convention(
    'models A and B',
    BAD.map(x => [`d/predictions_${x}/7.npy`, 'd/labels/7.png', 'd/images/7.png']),
    [],
    true,
  ),
  convention(
    'models A and B below one folder, by split',
    BAD.map(x => [`d/predictions/${x}/val/7.npy`, 'd/labels/val/7.png', 'd/images/val/7.png']),
    ['d/predictions/a/train/7.npy', 'd/images/train/7.png'],
    true,
  ),
  convention('labels before there are predictions', [[null, 'd/labels/7.png', 'd/images/7.png']]),
];
