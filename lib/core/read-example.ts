import { type Direction, toPublishedVector } from './direction'
import { type Example, type PairItem, PUBLISHED_COLUMNS, type UgcItem } from './example'
import { ExampleError, type Place } from './example-error'
import {
  asCells,
  type Cells,
  describe,
  type Json,
  readDirection,
  readList,
  readOptionalText,
  readText,
  toJson,
} from './read-fields'

/** Where a row stands: 0-based `row` in `file`. */
export type RowPlace = Pick<Place, 'file' | 'row'>

const COLUMNS = PUBLISHED_COLUMNS
const KNOWN_COLUMNS: ReadonlySet<string> = new Set(Object.values(COLUMNS))

/**
 * Reads one row of any supported form: AlignX and AlignX-test, the P-Soups, PRISM and UF-P-4 files, and benchmark rows
 * of AlignXplore+ (`userid`, `history`, `target`). Cells may be JSON, Arrow or database values. Absent, NULL and empty
 * lists mean the same; an empty vector means no direction. Columns that AlignX does not document go to `extra`, those
 * of a history item under their path, as `User-Generated Content[0].score`.
 * Throws `ExampleError` naming file, row, column with its path, value and problem.
 */
export function readExample(raw: unknown, place: RowPlace): Example {
  const row = asCells(raw)
  if (!row) throw new ExampleError({ ...place, column: '(row)' }, `is ${describe(raw)}, must be an object of columns`)
  return isBenchmarkRow(row) ? readBenchmarkRow(row, place) : readAlignXRow(row, place)
}

/** What came of the rows of a file: those that could be read, with their 0-based row, and the errors of the others. */
export interface ReadRows {
  readonly examples: readonly { readonly row: number; readonly example: Example }[]
  readonly errors: readonly ExampleError[]
}

/** Reads a parsed JSON array row by row, collecting errors. Throws `ExampleError` when `json` is no array. */
export function readExamples(json: unknown, file: string): ReadRows {
  if (!Array.isArray(json))
    throw new ExampleError({ file, row: 0, column: '(file)' }, `is ${describe(json)}, must be a list of rows`)
  const examples: { row: number; example: Example }[] = []
  const errors: ExampleError[] = []
  json.forEach((raw: unknown, row) => {
    try {
      examples.push({ row, example: readExample(raw, { file, row }) })
    } catch (error) {
      if (!(error instanceof ExampleError)) throw error
      errors.push(error)
    }
  })
  return { examples, errors }
}

/**
 * An example as a row of AlignX: the documented columns under their published names, vectors as 90 numbers of
 * {0, 0.5, 1}, then the extra columns under their own names. What is `null` is left out, as the published files do;
 * empty lists are kept. `readExample` reads it back to the same example.
 */
export function toPublishedRow(example: Example): Record<string, Json> {
  const optional: [string, string | null][] = [
    [PUBLISHED_COLUMNS.demographics, example.demographics],
    [PUBLISHED_COLUMNS.profile, example.profile],
    [PUBLISHED_COLUMNS.groundTruthPersona, example.groundTruthPersona],
  ]
  const documented: [string, Json][] = [
    [PUBLISHED_COLUMNS.prompt, example.prompt],
    [PUBLISHED_COLUMNS.chosen, example.chosen],
    [PUBLISHED_COLUMNS.rejected, example.rejected],
    ...vectorColumn(example.direction),
    ...optional.filter(([, text]) => text !== null),
    [PUBLISHED_COLUMNS.ugc, example.ugc.map(toPublishedItem)],
    [PUBLISHED_COLUMNS.pairs, example.pairs.map(toPublishedItem)],
  ]
  const names = new Set(documented.map(([name]) => name))
  return Object.fromEntries([...documented, ...Object.entries(example.extra).filter(([name]) => !names.has(name))])
}

function readAlignXRow(row: Cells, place: RowPlace): Example {
  const at = (column: string) => ({ ...place, column })
  const ugc = readItems(row[COLUMNS.ugc], at(COLUMNS.ugc), ['prompt', 'comment', COLUMNS.direction], readUgcItem)
  const pairs = readItems(row[COLUMNS.pairs], at(COLUMNS.pairs), PAIR_COLUMNS, readPairItem)
  return {
    prompt: readText(row[COLUMNS.prompt], at(COLUMNS.prompt)),
    chosen: readText(row[COLUMNS.chosen], at(COLUMNS.chosen)),
    rejected: readText(row[COLUMNS.rejected], at(COLUMNS.rejected)),
    direction: readDirection(row[COLUMNS.direction], at(COLUMNS.direction)),
    demographics: readOptionalText(row[COLUMNS.demographics], at(COLUMNS.demographics)),
    ugc: ugc.items,
    pairs: pairs.items,
    profile: readOptionalText(row[COLUMNS.profile], at(COLUMNS.profile)),
    groundTruthPersona: readOptionalText(row[COLUMNS.groundTruthPersona], at(COLUMNS.groundTruthPersona)),
    extra: Object.fromEntries([...collectExtra(row, KNOWN_COLUMNS, at, ''), ...ugc.extra, ...pairs.extra]),
  }
}

const BENCHMARK_COLUMNS = new Set(['history', 'target', COLUMNS.profile, COLUMNS.groundTruthPersona])
const TARGET_COLUMNS = ['query', 'chosen', 'rejected']

function isBenchmarkRow(row: Cells): boolean {
  return 'target' in row && 'history' in row && !('prompt' in row)
}

function readBenchmarkRow(row: Cells, place: RowPlace): Example {
  const at = (column: string) => ({ ...place, column })
  const target = readItem(row.target, at('target'))
  const pairs = readItems(row.history, at('history'), TARGET_COLUMNS, (item, itemPlace) => ({
    ...readResponses(item, 'query', itemPlace),
    direction: null,
  }))
  return {
    ...readResponses(target, 'query', at('target')),
    direction: null,
    demographics: null,
    ugc: [],
    pairs: pairs.items,
    profile: readOptionalText(row.profile, at('profile')),
    groundTruthPersona: readOptionalText(row[COLUMNS.groundTruthPersona], at(COLUMNS.groundTruthPersona)),
    extra: Object.fromEntries([
      ...collectExtra(row, BENCHMARK_COLUMNS, at, ''),
      ...collectExtra(target, new Set(TARGET_COLUMNS), at, 'target.'),
      ...pairs.extra,
    ]),
  }
}

const PAIR_COLUMNS = ['prompt', 'chosen', 'rejected', COLUMNS.direction]

function readUgcItem(item: Cells, place: Place): UgcItem {
  return {
    prompt: readText(item.prompt, inside(place, 'prompt')),
    comment: readText(item.comment, inside(place, 'comment')),
    direction: readDirection(item[COLUMNS.direction], inside(place, COLUMNS.direction)),
  }
}

function readPairItem(item: Cells, place: Place): PairItem {
  const direction = readDirection(item[COLUMNS.direction], inside(place, COLUMNS.direction))
  return { ...readResponses(item, 'prompt', place), direction }
}

function readResponses(item: Cells, postColumn: string, place: Place) {
  return {
    prompt: readText(item[postColumn], inside(place, postColumn)),
    chosen: readText(item.chosen, inside(place, 'chosen')),
    rejected: readText(item.rejected, inside(place, 'rejected')),
  }
}

function readItem(value: unknown, place: Place): Cells {
  const item = asCells(value)
  if (!item) throw new ExampleError(place, `is ${describe(value)}, must be an object`)
  return item
}

function readItems<Item>(
  value: unknown,
  place: Place,
  columns: readonly string[],
  read: (item: Cells, place: Place) => Item,
) {
  const known = new Set(columns)
  const extra: [string, Json][] = []
  const items = readList(value, place).map((raw, index) => {
    const itemPlace = { ...place, column: `${place.column}[${index}]` }
    const cells = readItem(raw, itemPlace)
    extra.push(...collectExtra(cells, known, (column) => ({ ...place, column }), `${itemPlace.column}.`))
    return read(cells, itemPlace)
  })
  return { items, extra }
}

function collectExtra(
  cells: Cells,
  known: ReadonlySet<string>,
  at: (column: string) => Place,
  prefix: string,
): [string, Json][] {
  return Object.entries(cells)
    .filter(([column, cell]) => !known.has(column) && cell !== undefined)
    .map(([column, cell]) => [`${prefix}${column}`, toJson(cell, at(`${prefix}${column}`))])
}

function inside(place: Place, column: string): Place {
  return { ...place, column: `${place.column}.${column}` }
}

function toPublishedItem({ direction, ...texts }: Example['ugc'][number] | Example['pairs'][number]): Json {
  return Object.fromEntries([...Object.entries(texts), ...vectorColumn(direction)])
}

function vectorColumn(direction: Direction | null): [string, Json][] {
  return direction === null ? [] : [[PUBLISHED_COLUMNS.direction, toPublishedVector(direction)]]
}
