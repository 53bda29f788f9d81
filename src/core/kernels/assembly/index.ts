// AssemblyScript. Exports of the kernel module.
export { forward, forwardExtended } from './forward';
export { infiniteCount, nanCount, resetCounts, setGiven } from './softmax';
export { gradient } from './gradient';
export { histogram } from './histogram';
export { overlapMap } from './overlapMap';
export { pixelTerm, sumAbove } from './pixelTerm';
export { setExponentials } from './strip';
export { magnitude, pixelSlope } from './slope';

/** First byte the host may use. */
export function heapBase(): usize {
  return __heap_base;
}
