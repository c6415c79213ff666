import { type DirectionPlanes, EMPTY_PLANES, packDirection } from '@/lib/core/direction'
import type { Example } from '@/lib/core/example'
import { facetsOf } from '@/lib/core/summary-totals'
import { CLIP_LENGTH, type PageRow } from '../queries/page'
import type { UnpackedRow } from './decode-row'

/** What the table shows of a row, wherever it stands. */
export type ClippedRow = Omit<PageRow, 'rowNumber' | 'shard' | 'shardRow'>

/** What the table shows of a row: the same as `page` reads from the database. */
export function clipRow({ hash, example }: UnpackedRow): ClippedRow {
  return {
    hash,
    prompt: clip(example.prompt),
    chosen: clip(example.chosen),
    rejected: clip(example.rejected),
    demographics: clipOrNull(example.demographics),
    profile: clipOrNull(example.profile),
    persona: clipOrNull(example.groundTruthPersona),
    direction: example.direction,
    history: uniteHistory(example),
    facets: facetsOf(example),
  }
}

function uniteHistory({ ugc, pairs }: Example): DirectionPlanes {
  return [...ugc, ...pairs].reduce((union, item) => {
    if (item.direction === null) return union
    const planes = packDirection(item.direction)
    return {
      positiveLow: union.positiveLow | planes.positiveLow,
      positiveHigh: union.positiveHigh | planes.positiveHigh,
      negativeLow: union.negativeLow | planes.negativeLow,
      negativeHigh: union.negativeHigh | planes.negativeHigh,
    }
  }, EMPTY_PLANES)
}

/** The first characters, as DuckDB's `left` counts them: whole code points. */
function clip(text: string): string {
  if (text.length <= CLIP_LENGTH) return text
  return Array.from(text.slice(0, 2 * CLIP_LENGTH))
    .slice(0, CLIP_LENGTH)
    .join('')
}

function clipOrNull(text: string | null): string | null {
  return text === null ? null : clip(text)
}
