/** Of the jitter of rows that share a place: any number, always this one. */
export const SEED = 20251125
