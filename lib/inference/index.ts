import 'server-only'

export { makeScorer, probeBackend } from './backends'
export { type CountInput, countPromptTokens, type PromptTokens } from './count-prompt-tokens'
export { findSpecialTokens } from './http/find-special-tokens'
export { type RunWorker, startRunWorker } from './run-worker'
export { InferenceError, type Scorer, type ScoringItem } from './scorer'
export { WORKER_DEFAULTS, type WorkerSettings } from './worker-settings'
