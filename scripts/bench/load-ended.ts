/** The title of the benchmark's page once its load has ended, well or not. */
export const LOAD_ENDED = 'ended'
