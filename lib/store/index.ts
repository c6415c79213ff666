import 'server-only'

export { adjudicateItem, listDisputedItems, readItem } from './annotation/adjudication'
export { readAgreement } from './annotation/agreement'
export { changeAnnotator, createAnnotator, listAnnotators, readActor, requireRole } from './annotation/annotators'
export { listEvents } from './annotation/events'
export { exportCorrectedRows, exportLines } from './annotation/exports'
export { importAnnotations } from './annotation/imports'
export { takeTasks } from './annotation/leases'
export { readManifest } from './annotation/manifest'
export { listOwnTasks } from './annotation/own-tasks'
export { readProjectProgress } from './annotation/progress'
export {
  addGuideline,
  changeProject,
  createProject,
  deleteProject,
  listGuidelines,
  listProjects,
  readProject,
} from './annotation/projects'
export { addItems, openQueue } from './annotation/queue-items'
export { changeQueue, createQueue, listQueues, readQueue } from './annotation/queues'
export { readTask, releaseTask, saveDraft, skipTask, submitTask, undoTask } from './annotation/task-changes'
export { writeParquet } from './annotation/write-parquet'
export { createBackend, deleteBackend, listBackends, readBackend, readBackendSecret, saveProbe } from './backends'
export { closeDatabase, StoreError } from './database'
export { readHealth } from './health'
export { type PromptItem, readPromptItem } from './prompt-items'
export { addExamples } from './run-examples'
export { type EvalFile, importRun } from './run-import'
export { cancelRun, retryRun, startRun } from './run-life'
export { readProgress } from './run-progress'
export { type ExportRow, listExportRows, listHashes, listResults, MAX_RESULT_ROWS } from './run-results'
export { readRunSummary } from './run-summaries'
export { createRun, deleteRun, listRuns, MAX_LISTED_RUNS, type RunPage, readRun } from './runs'
export { createShare, freezeRun, listShares, readShare, revokeShare } from './shares'
export { runStore } from './unit-queue'
