import type * as database from './database'

type Asked<Name extends keyof typeof database> = Parameters<(typeof database)[Name]>

/** The questions to the database with the schemas of their answers, which no page needs before it asks the first one. */
function loadDatabase() {
  return import('./database')
}

/** The counts of all poles under a filter over what is loaded. Throws the signal's reason, `IndexWorkerError`, `QueryError`. */
export async function countPoles(...asked: Asked<'countPoles'>) {
  return (await loadDatabase()).countPoles(...asked)
}

/** The loaded rows that meet a filter, as bits by row number; throws as `countPoles`. */
export async function readRowMask(...asked: Asked<'readRowMask'>) {
  return (await loadDatabase()).readRowMask(...asked)
}

/** How often each two poles stand in one direction among the rows under a filter; throws as `countPoles`. */
export async function readCoOccurrence(...asked: Asked<'readCoOccurrence'>) {
  return (await loadDatabase()).readCoOccurrence(...asked)
}

/** The rows under a filter that are nearest to a target or most opposite to it; throws as `countPoles`. */
export async function readNeighbours(...asked: Asked<'readNeighbours'>) {
  return (await loadDatabase()).readNeighbours(...asked)
}

/** The axes of a map of all loaded rows with a direction, `null` where nothing varies; throws as `countPoles`. */
export async function readComponents(...asked: Asked<'readComponents'>) {
  return (await loadDatabase()).readComponents(...asked)
}

/** The places of all loaded rows on a map; throws as `countPoles`. */
export async function projectRows(...asked: Asked<'projectRows'>) {
  return (await loadDatabase()).projectRows(...asked)
}

/** One number of each loaded row, for the colours of a map; throws as `countPoles`. */
export async function readRowValues(...asked: Asked<'readRowValues'>) {
  return (await loadDatabase()).readRowValues(...asked)
}

/** The rows with these numbers as neighbours are shown, in load order. Throws as `readPage`. */
export async function readRowsByNumber(...asked: Asked<'readRowsByNumber'>) {
  return (await loadDatabase()).readRowsByNumber(...asked)
}

/** The content hashes of the rows with these numbers, each once. Throws as `readPage`. */
export async function readHashesOfRows(...asked: Asked<'readHashesOfRows'>) {
  return (await loadDatabase()).readHashesOfRows(...asked)
}

/** The rows `offset` to `offset + limit - 1` of a list. Throws `QueryError` and `RunRowsError`, as all reads here. */
export async function readPage(...asked: Asked<'readPage'>) {
  return (await loadDatabase()).readPage(...asked)
}

/** A histogram a facet under the filter, with bins planned over every row so that they stay while the filter moves. */
export async function readHistograms(...asked: Asked<'readHistograms'>) {
  return (await loadDatabase()).readHistograms(...asked)
}

/** The share of rows under the filter that lack each part, in [0, 1]; `null` for no rows. */
export async function readMissingShares(...asked: Asked<'readMissingShares'>) {
  return (await loadDatabase()).readMissingShares(...asked)
}

/** The row with this content hash and its neighbours in the list; `null` when no loaded row has it. */
export async function readOpenRow(...asked: Asked<'readOpenRow'>) {
  return (await loadDatabase()).readOpenRow(...asked)
}

/** The content hashes of a seeded sample of the rows under the filter, in the order of the draw. */
export async function drawSample(...asked: Asked<'drawSample'>) {
  return (await loadDatabase()).drawSample(...asked)
}

/** The content hashes of all loaded rows under the filter, each once. Throws as `drawSample`. */
export async function readHashesInView(...asked: Asked<'readHashesInView'>) {
  return (await loadDatabase()).readHashesInView(...asked)
}

/** The saved selections of this browser, whose list may still have to be read. */
export async function loadSelections() {
  return (await import('./selections')).selections
}

/** Keeps content hashes under a name; a term `selection` with the answer's `id` then keeps these rows. Throws `SelectionError`. */
export async function saveSelection(name: string, hashes: readonly string[]) {
  return (await loadSelections()).save(name, hashes)
}

/** The complete rows with these content hashes as a run takes them, in the order given. */
export async function readRunExamples(...asked: Asked<'readRunExamples'>) {
  return (await loadDatabase()).readRunExamples(...asked)
}

/** The rows of a view as pieces of a file, with the number of rows written so far. Throws as `readPage`, `DataChangedError`. */
export async function* exportView(...asked: Asked<'exportView'>) {
  yield* (await loadDatabase()).exportView(...asked)
}

/** How many rows a condition on a run asks for that no dataset can show, for want of their texts. Throws `RunRowsError`. */
export async function countRunRowsWithoutText(...asked: Asked<'countRunRowsWithoutText'>) {
  return (await loadDatabase()).countRunRowsWithoutText(...asked)
}

/** The statement of a person with the limit of the console, or why it is refused. */
export async function prepareConsoleSql(...asked: Asked<'prepareConsoleSql'>) {
  return (await loadDatabase()).prepareConsoleSql(...asked)
}

/** Runs one statement of a person, in a read-only transaction that is rolled back. Throws the signal's reason, `QueryError`. */
export async function runConsole(...asked: Asked<'runConsole'>) {
  return (await loadDatabase()).runConsole(...asked)
}

/** How much this browser keeps of prepared datasets, in bytes. */
export async function readKeptBytes() {
  return (await loadDatabase()).readKeptBytes()
}

/** Forgets what this browser keeps of prepared datasets: of the open one, or of all. */
export async function clearKeptBytes(...asked: Asked<'clearKeptBytes'>) {
  return (await loadDatabase()).clearKeptBytes(...asked)
}

/** Examines the loaded rows under a filter for the report on their health. Throws `HealthSizeError`, and as `exportView`. */
export async function* examineRows(...asked: Asked<'examineRows'>) {
  yield* (await loadDatabase()).examineRows(...asked)
}
