/** The fields of a NIfTI header that place its voxels in space. */
export interface Placement {
  /** srow_x, srow_y, srow_z where sform_code > 0. */
  srow: number[] | null;
  /** quatern_b, quatern_c, quatern_d, qoffset_x, qoffset_y, qoffset_z where qform_code > 0. */
  quatern: number[] | null;
  /** qfac and the voxel sizes along x, y and z. */
  pixdim: number[];
}

/**
 * Voxel (x, y, z, 1) to millimetres, 4×4 row by row: the sform if there is one, else the qform, else the voxel sizes
 * (nifti1.h, methods 3, 2 and 1).
 */
export function affineOf({ srow, quatern, pixdim }: Placement): number[] {
  if (srow) {
    return [...srow, 0, 0, 0, 1];
  }
  const [qfac, ...sizes] = pixdim;
  const scale = sizes.map(size => (size > 0 ? size : 1));
  if (!quatern) {
    return [scale[0], 0, 0, 0, 0, scale[1], 0, 0, 0, 0, scale[2], 0, 0, 0, 0, 1];
  }
  const [b, c, d, ...offset] = quatern;
  const a = Math.sqrt(Math.max(0, 1 - b * b - c * c - d * d));
  const rotation = [
    [a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c)],
    [2 * (b * c + a * d), a * a + c * c - b * b - d * d, 2 * (c * d - a * b)],
    [2 * (b * d - a * c), 2 * (c * d + a * b), a * a + d * d - b * b - c * c],
  ];
  scale[2] *= qfac === -1 ? -1 : 1;
  return [...rotation.flatMap((row, k) => [...row.map((value, axis) => value * scale[axis]), offset[k]]), 0, 0, 0, 1];
}
