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
import type { PlaceAside, Scratch } from './scratch'

const COLUMNS = PUBLISHED_COLUMNS

/** The texts of a history item by column. */
const ITEM_TEXTS = new Map<string, readonly string[]>([
  [COLUMNS.ugc, ['prompt', 'comment']],
  [COLUMNS.pairs, ['prompt', 'chosen', 'rejected']],
])

/** Bytes that belong to nobody else: in memory, or put aside. */
type KeptBytes = Uint8Array<ArrayBuffer> | PlaceAside

/** Texts that were read before the rest of their rows. */
interface KeptTexts extends Omit<TextColumn, 'bytes'> {
  readonly bytes: KeptBytes
}

/** Keeps a copy of bytes that will not last. */
export type KeepBytes = (bytes: Uint8Array) => KeptBytes

/** Keeps bytes in memory. */
export function keepInMemory(bytes: Uint8Array): KeptBytes {
  return bytes.slice()
}

/** What has been read of a batch, column by column of the file. May be sent to another worker. */
export interface BatchParts {
  readonly length: number
  readonly texts: Map<string, KeptTexts>
  readonly items: Map<string, { offsets: Int32Array; texts: Map<string, KeptTexts>; direction: VectorColumn | null }>
  direction: VectorColumn | null
  extra: KeptTexts | null
}

/** A batch of which nothing has been read. */
export function createParts(length: number): BatchParts {
  return { length, texts: new Map(), items: new Map(), direction: null, extra: null }
}

/**
 * Takes what a batch of some columns of the file holds into `parts`. Returns false when a cell is not exactly as AlignX
 * publishes it, as `columnsOfBatch` does.
 */
export function takeColumns(parts: BatchParts, batch: CColumn, place: BatchPlace, keep: KeepBytes): boolean {
  if (batch.offset !== 0 || batch.length !== parts.length) return false
  if (batch.children.some((column) => !KNOWN_COLUMNS.has(column.name))) {
    parts.extra = keepTexts(extraTexts(batch, place), keep)
    return true
  }
  return batch.children.every((column) => takeColumn(parts, column, keep))
}

function takeColumn(parts: BatchParts, column: CColumn, keep: KeepBytes): boolean {
  const itemTexts = ITEM_TEXTS.get(column.name)
  if (itemTexts) return takeItems(parts, column, itemTexts, keep)
  if (column.name === COLUMNS.direction) {
    parts.direction = directions(column, 0, parts.length)
    return parts.direction !== null
  }
  const text = texts(column, 0, parts.length, 'optional')
  if (!text) return false
  parts.texts.set(column.name, keepTexts(text, keep))
  return true
}

function takeItems(parts: BatchParts, column: CColumn, names: readonly string[], keep: KeepBytes): boolean {
  const fields = column.children[0]?.children.map((field) => field.name) ?? []
  const present = names.filter((name) => fields.includes(name))
  const read = items(column, parts.length, present)
  if (!read) return false
  const known = parts.items.get(column.name) ?? { offsets: read.offsets, texts: new Map(), direction: null }
  parts.items.set(column.name, known)
  present.forEach((name, index) => {
    const text = read.texts[index]
    if (text) known.texts.set(name, keepTexts(text, keep))
  })
  if (fields.includes(COLUMNS.direction)) known.direction = read.direction
  return true
}

/** The batch as a whole, or `null` where a needed column is missing or NULL somewhere. `scratch` has what is aside. */
export function joinParts(parts: BatchParts, scratch: Scratch | null): ExampleColumns | null {
  const { length } = parts
  const readTexts = (text: KeptTexts) => ({ ...text, bytes: readBytes(text.bytes, scratch) })
  const needed = (name: string) => {
    const text = parts.texts.get(name)
    return text && text.validity === null ? readTexts(text) : null
  }
  const optional = (name: string) => {
    const text = parts.texts.get(name)
    return text ? readTexts(text) : missingTexts(length)
  }
  const [prompt, chosen, rejected] = [needed(COLUMNS.prompt), needed(COLUMNS.chosen), needed(COLUMNS.rejected)]
  const direction = parts.direction ?? noDirections(length)
  const ugc = joinItems(parts, COLUMNS.ugc, readTexts)
  const pairs = joinItems(parts, COLUMNS.pairs, readTexts)
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
    extra: parts.extra ? readTexts(parts.extra) : missingTexts(length),
  }
}

/** Gives the memory of texts back at once: waiting for the garbage collector would double what a load takes. */
export function freeTexts(columns: ExampleColumns): void {
  const { prompt, chosen, rejected, demographics, profile, persona, ugc, pairs, extra } = columns
  for (const { bytes } of [
    prompt,
    chosen,
    rejected,
    demographics,
    profile,
    persona,
    extra,
    ...ugc.texts,
    ...pairs.texts,
  ])
    detach(bytes)
}

/** Forgets the texts that are kept, but not the directions. */
export function dropTexts(parts: BatchParts): void {
  for (const kept of [parts.texts, ...[...parts.items.values()].map((item) => item.texts)]) {
    for (const { bytes } of kept.values()) if (bytes instanceof Uint8Array) detach(bytes)
    kept.clear()
  }
  parts.extra = null
}

/** Forgets all of a batch that was taken over. */
export function forgetParts(parts: BatchParts): void {
  parts.texts.clear()
  parts.items.clear()
  parts.direction = null
  parts.extra = null
}

function joinItems(parts: BatchParts, column: string, readTexts: (text: KeptTexts) => TextColumn): ItemColumns | null {
  const names = ITEM_TEXTS.get(column) ?? []
  const known = parts.items.get(column)
  const offsets = known?.offsets ?? new Int32Array(parts.length + 1)
  const count = offsets[parts.length] ?? 0
  const columns = names.flatMap((name) => {
    const text = known?.texts.get(name)
    if (text) return readTexts(text)
    return count === 0 ? missingTexts(0) : []
  })
  const direction = known?.direction ?? noDirections(count)
  return direction && columns.length === names.length ? { offsets, texts: columns, direction } : null
}

function noDirections(length: number): VectorColumn | null {
  return foldVectors(new Uint8Array(0), [], length, new Uint8Array(Math.ceil(length / 8)))
}

/** Just these texts, so that WebAssembly memory may be used for the next column. */
function keepTexts(column: TextColumn, keep: KeepBytes): KeptTexts {
  const first = column.offsets[0] ?? 0
  const bytes = keep(column.bytes.subarray(first, column.offsets[column.length]))
  return { ...column, offsets: column.offsets.map((offset) => offset - first), bytes }
}

function readBytes(bytes: KeptBytes, scratch: Scratch | null): Uint8Array {
  if (bytes instanceof Uint8Array) return bytes
  if (!scratch) throw new RangeError('Texts that were put aside are asked for without their scratch.')
  return scratch.read(bytes)
}

function detach({ buffer }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && 'transfer' in buffer) buffer.transfer(0)
}
