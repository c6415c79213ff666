export { countPoles, readCoOccurrence, readRowMask } from './count-poles'
export { dataset, directionIndex } from './dataset'
export { hashDataset } from './dataset-hash'
export type {
  DatasetNotice,
  DatasetSource,
  DatasetState,
  LoadProgress,
  ShardState,
  ShardStatus,
} from './dataset-state'
export type { DatasetStore } from './dataset-store'
export { drawSample, readRunExamples } from './draw-sample'
export { type ConsoleOptions, type ConsoleResult, runConsole, runQuery, startEngine } from './engine'
export type { EnginePhase } from './engine-phase'
export { DataChangedError, exportView } from './export-view'
export type { ExportFormat } from './format-export'
export { LoadError, type LoadErrorCode, type LoadProblem } from './load-error'
export type { RowProblem } from './loader-protocol'
export { type Neighbour, type Neighbours, readNeighbours } from './neighbours'
export type { PoleCounts } from './pole-counter'
export { prepareConsoleSql } from './queries/console'
export type { PageRow } from './queries/page'
export { QueryError, type QueryErrorCode } from './query-error'
export {
  type Histogram,
  type HistogramBar,
  type OpenRow,
  readHistograms,
  readMissingShares,
  readOpenRow,
  readPage,
} from './rows-in-view'
export { countRunRowsWithoutText, RunRowsError } from './run-rows'
export { useDataset } from './use-dataset'
