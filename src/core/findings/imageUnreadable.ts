import type { FindingRule } from './types.js';

export const imageUnreadable: FindingRule = ({ image }) =>
  image.problem && { ...image.problem, severity: 'warning', role: 'image' };
