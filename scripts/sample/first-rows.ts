import { createHash } from 'node:crypto'
import { hashExample } from '@/lib/core/content-hash'
import { DIMENSION_COUNT } from '@/lib/core/dimensions'
import { formatSigns } from '@/lib/core/direction'
import type { Example } from '@/lib/core/example'
import { facetsOf, SummaryTally } from '@/lib/core/summary-totals'
import type { SampleRow } from './row'

/** One row of the table as it is painted before any database is up: long texts are cut to their beginning. */
export interface FirstRow extends ReturnType<typeof facetsOf> {
  readonly row_number: number
  readonly shard: number
  readonly shard_row: number
  readonly hash: string
  readonly prompt: string
  readonly chosen: string
  readonly rejected: string
  readonly demographics: string | null
  /** 90 characters of `+`, `0` and `-`. */
  readonly signs: string
}

const FIRST_ROWS = 50
const CLIP = 300

/** Collects the first rows, the counts of all 180 poles and the totals of the headers while a sample is written. */
export class FirstPage {
  readonly rows: FirstRow[] = []
  readonly positive = new Array<number>(DIMENSION_COUNT).fill(0)
  readonly negative = new Array<number>(DIMENSION_COUNT).fill(0)
  readonly #tally = new SummaryTally()
  #count = 0

  add(row: SampleRow, place: { readonly number: number; readonly shard: number; readonly shardRow: number }): void {
    const example = toExample(row)
    this.#count++
    this.#tally.add(example)
    row.direction.forEach((sign, index) => {
      if (sign > 0) this.positive[index] = (this.positive[index] ?? 0) + 1
      if (sign < 0) this.negative[index] = (this.negative[index] ?? 0) + 1
    })
    if (this.rows.length >= FIRST_ROWS) return
    this.rows.push({
      row_number: place.number,
      shard: place.shard,
      shard_row: place.shardRow,
      hash: hashExample(example, createHasher()),
      prompt: clip(row.prompt),
      chosen: clip(row.chosen),
      rejected: clip(row.rejected),
      demographics: row.demographics === null ? null : clip(row.demographics),
      signs: formatSigns(row.direction),
      ...facetsOf(example),
    })
  }

  toJson(): string {
    const { positive, negative } = this
    const totals = { rows: this.#count, positive, negative, ...this.#tally.totals() }
    return `${JSON.stringify({ synthetic: true, rows: this.rows, totals })}\n`
  }
}

/** The row as the app reads it back from the Parquet file. */
export function toExample(row: SampleRow): Example {
  return {
    prompt: row.prompt,
    chosen: row.chosen,
    rejected: row.rejected,
    direction: [...row.direction],
    demographics: row.demographics,
    ugc: (row.ugc ?? []).map((item) => ({ ...item, direction: [...item.direction] })),
    pairs: (row.pairs ?? []).map(({ prompt, chosen, rejected, direction }) => ({
      prompt,
      chosen,
      rejected,
      direction: [...direction],
    })),
    profile: null,
    groundTruthPersona: null,
    extra: {},
  }
}

function createHasher() {
  let hash = createHash('sha256')
  return {
    init: () => {
      hash = createHash('sha256')
    },
    update: (bytes: Uint8Array) => hash.update(bytes),
    digest: () => hash.digest('hex'),
  }
}

/** Cuts on a whole character, never inside a surrogate pair. */
function clip(text: string): string {
  if (text.length <= CLIP) return text
  const end = /[\uD800-\uDBFF]/.test(text.charAt(CLIP - 1)) ? CLIP - 1 : CLIP
  return `${text.slice(0, end)}…`
}
