import 'server-only'

export { makeScorer, probeBackend } from './backends'
export { type RunWorker, startRunWorker } from './run-worker'
export { InferenceError, type Scorer, type ScoringItem } from './scorer'
export { WORKER_DEFAULTS, type WorkerSettings } from './worker-settings'
