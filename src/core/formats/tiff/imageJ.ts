/** How ImageJ arranged a file's pages, from its description: channels within slices within frames. */
export interface ImageJPages {
  images: number;
  channels: number;
  slices: number;
  frames: number;
}

/** Reads "ImageJ=1.53t\nimages=6\nchannels=2\nslices=3\n…"; undefined for other descriptions. */
export function imageJPages(description: string): ImageJPages | undefined {
  if (!description.startsWith('ImageJ=')) {
    return undefined;
  }
  const value = (key: string) => Number(new RegExp(`^${key}=(\\d{1,9})$`, 'm').exec(description)?.[1] ?? 1);
  return { images: value('images'), channels: value('channels'), slices: value('slices'), frames: value('frames') };
}
