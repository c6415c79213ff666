import { PUBLISHED_COLUMNS } from '@/lib/core/example'
import {
  type ExampleColumns,
  type ItemColumns,
  missingTexts,
  type TextColumn,
  type VectorColumn,
} from '../example-columns'
import { foldVectors } from '../fold-vectors'
import type { CColumn } from './arrow-c-data'
import { type BatchPlace, directions, extraTexts, items, KNOWN_COLUMNS, texts } from './batch-columns'

const COLUMNS = PUBLISHED_COLUMNS

/** The texts of a history item by column. */
const ITEM_TEXTS = new Map<string, readonly string[]>([
  [COLUMNS.ugc, ['prompt', 'comment']],
  [COLUMNS.pairs, ['prompt', 'chosen', 'rejected']],
])

/** What has been read of a batch, column by column of the file; it owns its memory. */
export interface BatchParts {
  readonly length: number
  readonly texts: Map<string, TextColumn>
  readonly items: Map<string, { offsets: Int32Array; texts: Map<string, TextColumn>; direction: VectorColumn | null }>
  direction: VectorColumn | null
  extra: TextColumn | null
}

/** A batch of which nothing has been read. */
export function createParts(length: number): BatchParts {
  return { length, texts: new Map(), items: new Map(), direction: null, extra: null }
}

/**
 * Takes what a batch of some columns of the file holds into `parts`. Returns false when a cell is not exactly as AlignX
 * publishes it, as `columnsOfBatch` does.
 */
export function takeColumns(parts: BatchParts, batch: CColumn, place: BatchPlace): boolean {
  if (batch.offset !== 0 || batch.length !== parts.length) return false
  if (batch.children.some((column) => !KNOWN_COLUMNS.has(column.name))) {
    parts.extra = extraTexts(batch, place)
    return true
  }
  return batch.children.every((column) => takeColumn(parts, column))
}

function takeColumn(parts: BatchParts, column: CColumn): boolean {
  const itemTexts = ITEM_TEXTS.get(column.name)
  if (itemTexts) return takeItems(parts, column, itemTexts)
  if (column.name === COLUMNS.direction) {
    parts.direction = directions(column, 0, parts.length)
    return parts.direction !== null
  }
  const text = texts(column, 0, parts.length, 'optional')
  if (!text) return false
  parts.texts.set(column.name, own(text))
  return true
}

function takeItems(parts: BatchParts, column: CColumn, names: readonly string[]): boolean {
  const fields = column.children[0]?.children.map((field) => field.name) ?? []
  const present = names.filter((name) => fields.includes(name))
  const read = items(column, parts.length, present)
  if (!read) return false
  const known = parts.items.get(column.name) ?? { offsets: read.offsets, texts: new Map(), direction: null }
  parts.items.set(column.name, known)
  present.forEach((name, index) => {
    const text = read.texts[index]
    if (text) known.texts.set(name, own(text))
  })
  if (fields.includes(COLUMNS.direction)) known.direction = read.direction
  return true
}

/** The batch as a whole, or `null` where a needed column is missing or NULL somewhere. */
export function joinParts(parts: BatchParts): ExampleColumns | null {
  const { length } = parts
  const needed = (name: string) => {
    const text = parts.texts.get(name)
    return text && text.validity === null ? text : null
  }
  const optional = (name: string) => parts.texts.get(name) ?? missingTexts(length)
  const [prompt, chosen, rejected] = [needed(COLUMNS.prompt), needed(COLUMNS.chosen), needed(COLUMNS.rejected)]
  const direction = parts.direction ?? noDirections(length)
  const ugc = joinItems(parts, COLUMNS.ugc)
  const pairs = joinItems(parts, COLUMNS.pairs)
  if (!prompt || !chosen || !rejected || !direction || !ugc || !pairs) return null
  return {
    length,
    prompt,
    chosen,
    rejected,
    demographics: optional(COLUMNS.demographics),
    profile: optional(COLUMNS.profile),
    persona: optional(COLUMNS.groundTruthPersona),
    direction,
    ugc,
    pairs,
    extra: parts.extra ?? missingTexts(length),
  }
}

/** Gives the memory of the texts back at once: waiting for the garbage collector would double what a load takes. */
export function freeParts(parts: BatchParts): void {
  const columns = [...parts.texts.values(), ...[...parts.items.values()].flatMap((item) => [...item.texts.values()])]
  for (const { bytes } of columns)
    if (bytes.buffer instanceof ArrayBuffer && 'transfer' in bytes.buffer) bytes.buffer.transfer(0)
  parts.texts.clear()
  parts.items.clear()
}

function joinItems(parts: BatchParts, column: string): ItemColumns | null {
  const names = ITEM_TEXTS.get(column) ?? []
  const known = parts.items.get(column)
  const offsets = known?.offsets ?? new Int32Array(parts.length + 1)
  const count = offsets[parts.length] ?? 0
  const columns = names.flatMap((name) => known?.texts.get(name) ?? (count === 0 ? missingTexts(0) : []))
  const direction = known?.direction ?? noDirections(count)
  return direction && columns.length === names.length ? { offsets, texts: columns, direction } : null
}

function noDirections(length: number): VectorColumn | null {
  return foldVectors(new Uint8Array(0), [], length, new Uint8Array(Math.ceil(length / 8)))
}

/** A copy that holds just these texts, so that WebAssembly memory may be used for the next column. */
function own(column: TextColumn): TextColumn {
  const first = column.offsets[0] ?? 0
  const bytes = column.bytes.slice(first, column.offsets[column.length])
  return { ...column, offsets: column.offsets.map((offset) => offset - first), bytes }
}
