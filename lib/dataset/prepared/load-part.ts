import { FACETS } from '@/lib/core/columns'
import type { FacetSegments, SegmentBytes } from '@/lib/core/direction-index-parts'
import { MISSING_FACET } from '@/lib/core/narrow-column'
import {
  checkFacetFile,
  decodeFacetColumn,
  facetColumnRange,
  facetSegmentRange,
} from '@/lib/core/prepared/facet-columns'
import type { PreparedManifest } from '@/lib/core/prepared/manifest'
import { fileOf, PREPARED_FILES } from '@/lib/core/prepared/manifest-files'
import { PreparedFormatError } from '@/lib/core/prepared/prepared-format-error'
import { checkBitmapFile, rowsOfSegment, SEGMENT_ROWS } from '@/lib/core/prepared/segments'
import { deriveConflicts } from './derive-conflicts'
import type { CheckedFiles } from './prepared-files'
import type { IndexPartKey } from './prepared-state'

/** The index as far as a prepared dataset fills it, in its turn. */
export interface FilledIndex {
  loadOwn(part: SegmentBytes, rows: number): Promise<void>
  loadHistory(part: SegmentBytes, rows: number): Promise<void>
  loadFacets(part: FacetSegments): Promise<void>
}

/** What a manifest says of the parts that the index holds. */
export type IndexManifest = Pick<PreparedManifest, 'rows' | 'facets' | 'shards' | 'files'>

/**
 * Reads one of the parts that the index holds and hands it over, segment by segment. `onBytes` is told how much of the
 * file is in. Throws as `PreparedFiles`, `PreparedFormatError`, and what the index throws.
 */
export async function loadIndexPart(
  files: CheckedFiles,
  manifest: IndexManifest,
  index: FilledIndex,
  key: IndexPartKey,
  onBytes: (bytesDone: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const { rows, facets } = manifest
  const path = PREPARED_FILES[key]
  const { bytes: fileBytes } = fileOf(manifest, path)
  if (rows === 0) return
  const onHead = (head: Uint8Array) => {
    if (key === 'facets') checkFacetFile(head, fileBytes, facets, rows, path)
    else checkBitmapFile(key, head, fileBytes, rows, path)
  }
  let bytesDone = 0
  for await (const { chunk, bytes } of files.streamChunks(path, signal, onHead)) {
    const { length } = bytes
    const rowStart = chunk * SEGMENT_ROWS
    const many = rowsOfSegment(rows, chunk)
    if (key === 'directions') await index.loadOwn({ rowStart, bytes }, many)
    else if (key === 'history') await index.loadHistory({ rowStart, bytes }, many)
    else await index.loadFacets(await readFacets(files, manifest, chunk, bytes, signal))
    bytesDone += length
    onBytes(bytesDone)
  }
}

async function readFacets(
  { readChunk }: CheckedFiles,
  { rows, facets, shards }: IndexManifest,
  segment: number,
  bytes: Uint8Array,
  signal: AbortSignal,
): Promise<FacetSegments> {
  const file = PREPARED_FILES.facets
  const many = rowsOfSegment(rows, segment)
  const { start } = facetSegmentRange(facets, rows, segment)
  const columns: FacetSegments['columns'][number][] = []
  for (const { key } of FACETS) {
    const place = facets.findIndex((facet) => facet.key === key)
    const facet = facets[place]
    if (facet) {
      const range = facetColumnRange(facets, rows, segment, place)
      const values = decodeFacetColumn(bytes.subarray(range.start - start, range.end - start), facet, file)
      columns.push({ facet: key, values, missing: MISSING_FACET })
    } else if (key === 'conflict_count') {
      const own = await readChunk(PREPARED_FILES.directions, segment, signal)
      const history = await readChunk(PREPARED_FILES.history, segment, signal)
      columns.push({ facet: key, values: deriveConflicts(own, history, many), missing: MISSING_FACET })
    } else throw new PreparedFormatError(file, `lacks the column ${key}`, 'older')
  }
  return { rowStart: segment * SEGMENT_ROWS, rows: many, columns, shardStarts: shards.map(({ rowStart }) => rowStart) }
}
