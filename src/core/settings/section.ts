/** The section of VS Code's settings that all of ours are below, also in a file for the command line. */
export const SECTION = 'segmentationLoss';
