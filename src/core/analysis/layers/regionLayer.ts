import { findRegions } from '../regions/findRegions.js';
import type { LayerMaker } from './made.js';

/** The rank of the region that each pixel lies in, as the question `regions` tells them; 0: in none. */
export const regions: LayerMaker<'regions'> = async (pair, { rule }, settings, { checkpoint }) => ({
  encoding: 'id',
  codes: (await findRegions(pair, rule, settings, checkpoint)).ranks,
});
