import { PreparedFormatError } from '@/lib/core/prepared/prepared-format-error'
import { decodePackedRow, type PackedRow, type UnpackedRow } from './decode-row'
import { type ClippedRow, clipRow } from './page-row'
import { PreparedReadError } from './prepared-read-error'

/** Rows of one pack for the worker to unpack. */
export interface DecodeRequest {
  readonly id: number
  /** All that the rows hold, or what the table shows of them. */
  readonly want: 'complete' | 'clipped'
  readonly file: string
  readonly rows: readonly PackedRow[]
}

/** The rows in the order asked, or why one of them could not be read. */
export type DecodeReply =
  | { readonly id: number; readonly kind: 'complete'; readonly rows: readonly UnpackedRow[] }
  | { readonly id: number; readonly kind: 'clipped'; readonly rows: readonly ClippedRow[] }
  | { readonly id: number; readonly kind: 'too-long' }
  | { readonly id: number; readonly kind: 'damaged'; readonly problem: string }
  | { readonly id: number; readonly kind: 'failed'; readonly message: string }

/** Answers a request; faults become a reply. */
export function answerDecode({ id, want, file, rows }: DecodeRequest): DecodeReply {
  try {
    const unpacked = rows.map((row) => decodePackedRow(row, file))
    return want === 'complete'
      ? { id, kind: 'complete', rows: unpacked }
      : { id, kind: 'clipped', rows: unpacked.map(clipRow) }
  } catch (error) {
    if (error instanceof PreparedFormatError) return { id, kind: 'damaged', problem: error.problem }
    if (error instanceof PreparedReadError) return { id, kind: 'too-long' }
    return { id, kind: 'failed', message: error instanceof Error ? error.message : String(error) }
  }
}
