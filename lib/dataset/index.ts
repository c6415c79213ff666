export { dataset } from './dataset'
export type {
  DatasetNotice,
  DatasetSource,
  DatasetState,
  LoadProgress,
  ShardState,
  ShardStatus,
} from './dataset-state'
export { isAnswering } from './dataset-state'
export type { DatasetStore } from './dataset-store'
export type { ConsoleOptions, ConsoleResult } from './engine'
export type { EnginePhase } from './engine-phase'
export type { ExaminationStep } from './examine-rows'
export type { DataChangedError } from './export-view'
export type { ExportFormat } from './format-export'
export { giveSource } from './given-source'
export {
  clearKeptBytes,
  countPoles,
  countRunRowsWithoutText,
  drawSample,
  examineRows,
  exportView,
  loadSelections,
  prepareConsoleSql,
  projectRows,
  readComponents,
  readCoOccurrence,
  readHashesInView,
  readHashesOfRows,
  readHistograms,
  readKeptBytes,
  readMissingShares,
  readNeighbours,
  readOpenRow,
  readPage,
  readRowMask,
  readRowsByNumber,
  readRowValues,
  readRunExamples,
  runConsole,
  saveSelection,
} from './later'
export { LoadError, type LoadErrorCode, type LoadProblem } from './load-error'
export type { RowProblem } from './loader-protocol'
export type { Neighbour, Neighbours } from './neighbours'
export type { PoleCounts } from './pole-counter'
export {
  isSettled,
  PREPARED_PARTS,
  type PreparedPart,
  type PreparedPartKey,
  type PreparedState,
} from './prepared/prepared-state'
export type { NeighbourRow } from './queries/neighbour-rows'
export type { PageRow } from './queries/page'
export { QueryError, type QueryErrorCode } from './query-error'
export type { OpenRow } from './rows-in-view'
export type { RunRowsError } from './run-rows'
export { SelectionError } from './selection-error'
export type { SavedSelection } from './selection-list'
export type { SelectionsState } from './selection-store'
export type { Answering, AnswersChoice } from './server/decide-answers'
export { allowAhead, isAheadAllowed } from './start-ahead'
export { useDataset } from './use-dataset'
export { useSelections } from './use-selections'
