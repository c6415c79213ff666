import { PreparedFormatError } from '@/lib/core/prepared/prepared-format-error'
import { decodePackedRow, type PackedRow, type UnpackedRow } from './decode-row'
import { PreparedReadError } from './prepared-read-error'

/** Rows of one pack for the worker to unpack. */
export interface DecodeRequest {
  readonly id: number
  readonly file: string
  readonly rows: readonly PackedRow[]
}

/** The rows in the order asked, or why one of them could not be read. */
export type DecodeReply =
  | { readonly id: number; readonly kind: 'rows'; readonly rows: readonly UnpackedRow[] }
  | { readonly id: number; readonly kind: 'too-long' }
  | { readonly id: number; readonly kind: 'damaged'; readonly problem: string }
  | { readonly id: number; readonly kind: 'failed'; readonly message: string }

/** Answers a request; faults become a reply. */
export async function answerDecode({ id, file, rows }: DecodeRequest): Promise<DecodeReply> {
  try {
    return { id, kind: 'rows', rows: await Promise.all(rows.map((row) => decodePackedRow(row, file))) }
  } catch (error) {
    if (error instanceof PreparedFormatError) return { id, kind: 'damaged', problem: error.problem }
    if (error instanceof PreparedReadError) return { id, kind: 'too-long' }
    return { id, kind: 'failed', message: error instanceof Error ? error.message : String(error) }
  }
}
