export const GPU_ACCELERATION = ['auto', 'on', 'off'] as const;

/** The setting panel.gpuAcceleration. */
export type GpuAcceleration = (typeof GPU_ACCELERATION)[number];
