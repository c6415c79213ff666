import { DIMENSION_COUNT } from '@/lib/core/dimensions'
import { PUBLISHED_COLUMNS } from '@/lib/core/example'
import { toJson } from '@/lib/core/read-fields'
import { extraText } from '../columns-of-examples'
import {
  type ExampleColumns,
  type ItemColumns,
  isValid,
  missingTexts,
  type TextColumn,
  textColumn,
} from '../example-columns'
import { foldVectors } from '../fold-vectors'
import { bufferAddress, type CColumn, isNull } from './arrow-c-data'
import { valueAt } from './arrow-values'
import { type ListSpans, listSpans, numbersOf } from './batch-lists'

const COLUMNS = PUBLISHED_COLUMNS
export const KNOWN_COLUMNS: ReadonlySet<string> = new Set(Object.values(COLUMNS))

/** Where a batch stands in its file, for errors about undocumented columns. */
export interface BatchPlace {
  readonly file: string
  readonly firstRow: number
}

/**
 * A whole record batch by column, texts as views of WebAssembly memory, vectors folded. Equal to reading each row with
 * `readExample`. Returns `null` when any cell is not exactly as AlignX publishes it (a NULL post, a vector of another
 * length or value, unknown fields in a history item, unusual types): then the rows are to be read one by one.
 */
export function columnsOfBatch(batch: CColumn, place: BatchPlace): ExampleColumns | null {
  if (batch.offset !== 0) return null
  const cells = new Map(batch.children.map((column) => [column.name, column]))
  const { length } = batch
  const prompt = texts(cells.get(COLUMNS.prompt), 0, length, 'needed')
  const chosen = texts(cells.get(COLUMNS.chosen), 0, length, 'needed')
  const rejected = texts(cells.get(COLUMNS.rejected), 0, length, 'needed')
  const demographics = texts(cells.get(COLUMNS.demographics), 0, length, 'optional')
  const profile = texts(cells.get(COLUMNS.profile), 0, length, 'optional')
  const persona = texts(cells.get(COLUMNS.groundTruthPersona), 0, length, 'optional')
  if (!prompt || !chosen || !rejected || !demographics || !profile || !persona) return null
  const direction = directions(cells.get(COLUMNS.direction), 0, length)
  const ugc = items(cells.get(COLUMNS.ugc), length, ['prompt', 'comment'])
  const pairs = items(cells.get(COLUMNS.pairs), length, ['prompt', 'chosen', 'rejected'])
  if (!direction || !ugc || !pairs) return null
  const extra = extraTexts(batch, place)
  return { length, prompt, chosen, rejected, demographics, profile, persona, direction, ugc, pairs, extra }
}

/** The same columns with texts of their own, for use when the batch is gone. */
export function ownColumns(columns: ExampleColumns): ExampleColumns {
  const { prompt, chosen, rejected, demographics, profile, persona, ugc, pairs } = columns
  return {
    ...columns,
    prompt: ownTexts(prompt),
    chosen: ownTexts(chosen),
    rejected: ownTexts(rejected),
    demographics: ownTexts(demographics),
    profile: ownTexts(profile),
    persona: ownTexts(persona),
    ugc: { ...ugc, texts: ugc.texts.map(ownTexts) },
    pairs: { ...pairs, texts: pairs.texts.map(ownTexts) },
  }
}

function ownTexts(column: TextColumn): TextColumn {
  return { ...column, offsets: column.offsets.slice(), bytes: column.bytes.slice() }
}

/** Rows `start` to `start + length` of a text column; `null` for another type or a NULL where text is needed. */
export function texts(
  column: CColumn | undefined,
  start: number,
  length: number,
  need: 'needed' | 'optional',
): TextColumn | null {
  if (!column) return need === 'optional' ? missingTexts(length) : null
  if ((column.format !== 'u' && column.format !== 'U') || column.dictionary) return null
  const first = column.offset + start
  const address = bufferAddress(column, 1)
  const offsets =
    column.format === 'u'
      ? new Int32Array(column.memory, address + 4 * first, length + 1)
      : Int32Array.from(new BigInt64Array(column.memory, address + 8 * first, length + 1), Number)
  const bytes = new Uint8Array(column.memory, bufferAddress(column, 2), offsets[length] ?? 0)
  const validity = validityOf(column, start, length)
  if (validity && need === 'needed') return null
  return { length, offsets, bytes, validity }
}

/** The validity bitmap of rows `start` to `start + length`, `null` when none of them is NULL. */
function validityOf(column: CColumn, start: number, length: number): Uint8Array | null {
  const address = bufferAddress(column, 0)
  if (column.nullCount === 0 || address === 0) return null
  const bitmap = new Uint8Array(Math.ceil(length / 8))
  let missing = 0
  for (let row = 0; row < length; row++) {
    if (isNull(column, start + row)) missing++
    else bitmap[row >> 3] = (bitmap[row >> 3] ?? 0) | (1 << (row & 7))
  }
  return missing === 0 ? null : bitmap
}

/** Rows `start` to `start + length` of a direction column, folded; `null` for anything that is not as published. */
export function directions(column: CColumn | undefined, start: number, length: number) {
  const nothing = new Uint8Array(Math.ceil(length / 8))
  if (!column) return foldVectors(new Uint8Array(0), [], length, nothing)
  const spans = listSpans(column, start, length)
  const values = column.children[0] && numbersOf(column.children[0])
  if (!spans || !values) return null
  for (let row = 0; row < length; row++)
    if (isValid(spans.validity, row) && (spans.ends[row] ?? 0) - (spans.starts[row] ?? 0) !== DIMENSION_COUNT)
      return null
  return foldVectors(values, spans.starts, length, spans.validity)
}

/** The history items of a batch with these texts; `null` for anything that is not as published. */
export function items(column: CColumn | undefined, rows: number, names: readonly string[]): ItemColumns | null {
  const spans = column ? listSpans(column, 0, rows) : NO_SPANS
  const struct = column?.children[0]
  if (!spans || (column && struct?.format !== '+s')) return null
  const offsets = packedOffsets(spans, rows)
  if (!offsets) return null
  const count = offsets[rows] ?? 0
  const start = (struct?.offset ?? 0) + (spans.starts[0] ?? 0)
  if (struct && (hasNulls(struct, spans.starts[0] ?? 0, count) || hasUnknownFields(struct, names))) return null
  const fields = new Map(struct?.children.map((child) => [child.name, child]))
  const columns: TextColumn[] = []
  for (const name of names) {
    const field = struct ? texts(fields.get(name), start, count, 'needed') : missingTexts(0)
    if (!field) return null
    columns.push(field)
  }
  const direction = directions(fields.get(COLUMNS.direction), start, count)
  return direction && { offsets, texts: columns, direction }
}

const NO_SPANS: ListSpans = { starts: new Int32Array(0), ends: new Int32Array(0), validity: null }

/** Offsets from 0 when the lists lie one behind the other, as readers write them; `null` when they do not. */
function packedOffsets(spans: ListSpans, rows: number): Int32Array | null {
  const offsets = new Int32Array(rows + 1)
  const first = spans.starts[0] ?? 0
  for (let row = 0; row < rows; row++) {
    const start = spans.starts[row] ?? first
    const end = spans.ends[row] ?? first
    if (start - first !== offsets[row] || (end !== start && !isValid(spans.validity, row))) return null
    offsets[row + 1] = end - first
  }
  return offsets
}

function hasNulls(column: CColumn, start: number, length: number): boolean {
  return validityOf(column, start, length) !== null
}

function hasUnknownFields(struct: CColumn, names: readonly string[]): boolean {
  return struct.children.some((child) => child.name !== COLUMNS.direction && !names.includes(child.name))
}

/** The undocumented columns of a batch as JSON texts. */
export function extraTexts(batch: CColumn, place: BatchPlace): TextColumn {
  const columns = batch.children.filter((column) => !KNOWN_COLUMNS.has(column.name))
  if (columns.length === 0) return missingTexts(batch.length)
  return textColumn(
    Array.from({ length: batch.length }, (_, row) =>
      extraText(
        Object.fromEntries(
          columns.map((column) => [
            column.name,
            toJson(valueAt(column, row), { file: place.file, row: place.firstRow + row, column: column.name }),
          ]),
        ),
      ),
    ),
  )
}
